package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A scan as callers see it.
///
/// @param priority from -100 to 100; higher ones are started first
/// @param batchId the batch that it was asked for in
/// @param attempts how often the audit ended, well or badly; interruptions by a deploy or a lost worker don't count
/// @param settings how the page is opened and judged
/// @param progress what each engine that was asked for is at, by its name: WAITING, RUNNING, SUCCEEDED or FAILED
/// @param receipt proof of what was looked at
/// @param summary the findings in numbers; null while unknown, which is not zero
/// @param lighthouse scores (0 to 100), metrics and failed audits
/// @param error why the scan failed, or why it will be tried again
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScanView(
        UUID id,
        String url,
        ScanStatus status,
        Device device,
        int priority,
        @Nullable UUID projectId,
        @Nullable UUID batchId,
        int attempts,
        PageSettings settings,
        Map<String, String> progress,
        @Nullable Receipt receipt,
        @Nullable Summary summary,
        List<EngineRun> engines,
        @Nullable JsonNode lighthouse,
        @Nullable ScanError error,
        @Nullable Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /// The short form in lists and in the answer to a POST.
    ///
    /// @param error why the scan failed, or why it will be tried again
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Brief(
            UUID id,
            String url,
            ScanStatus status,
            int priority,
            @Nullable Instant createdAt,
            @Nullable Instant finishedAt,
            @Nullable ScanError error) {

        static Brief from(Scan scan) {
            return new Brief(
                    scan.id,
                    scan.url,
                    scan.state.status(),
                    scan.priority,
                    scan.createdAt,
                    scan.finishedAt,
                    scan.error());
        }
    }
}
