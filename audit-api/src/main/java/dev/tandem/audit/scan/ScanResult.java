package dev.tandem.audit.scan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a scan brought, apart from the findings themselves.
///
/// @param receipt null when no browser of ours saw the page
/// @param summary null when no accessibility engine succeeded: then nothing is known, which is not zero
/// @param lighthouse scores, metrics and failed audits, null when Lighthouse did not run or failed
public record ScanResult(
        @Nullable Receipt receipt, @Nullable Summary summary, List<EngineRun> engines, @Nullable JsonNode lighthouse) {

    public ScanResult {
        engines = List.copyOf(engines);
    }
}
