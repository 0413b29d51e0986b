package dev.tandem.audit.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.lighthouse.FormFactor;
import dev.tandem.audit.lighthouse.LighthouseFailure;
import dev.tandem.audit.lighthouse.LighthouseLane;
import dev.tandem.audit.lighthouse.LighthouseReport;
import dev.tandem.audit.lighthouse.LighthouseRequest;
import dev.tandem.audit.lighthouse.Preflight;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.ScanError;
import java.time.Duration;
import java.util.Set;

/// Runs Lighthouse on a page that answers, with the categories and as often as the scan asks.
final class LighthouseAudit {

    private final LighthouseLane lane;
    private final Preflight preflight;
    private final ObjectMapper json;
    private final Duration deadline;

    LighthouseAudit(LighthouseLane lane, Preflight preflight, ObjectMapper json, Duration deadline) {
        this.lane = lane;
        this.preflight = preflight;
        this.json = json;
        this.deadline = deadline;
    }

    /// Blocks; an interrupt stops the run.
    EngineAnswer audit(Claim claim) throws InterruptedException {
        var start = System.nanoTime();
        var form = claim.device() == Device.DESKTOP ? FormFactor.DESKTOP : FormFactor.MOBILE;
        try {
            preflight.check(claim.url());
            var report =
                    lane.run(
                            new LighthouseRequest(
                                    claim.url(),
                                    claim.settings().lighthouseCategories(),
                                    form,
                                    claim.settings().lighthouseRuns(),
                                    deadline));
            return new EngineAnswer.Lighthouse(report.lighthouseVersion(), tree(report), since(start));
        } catch (LighthouseFailure failure) {
            if (failure.code() == LighthouseFailure.Code.LIGHTHOUSE_CANCELLED) {
                throw new InterruptedException(failure.getMessage());
            }
            var error = new ScanError(failure.code().name(), String.valueOf(failure.getMessage()), failure.retryable());
            return new EngineAnswer.Failure(Set.of(Engine.LIGHTHOUSE), error, since(start));
        }
    }

    private JsonNode tree(LighthouseReport report) {
        return json.valueToTree(report);
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
