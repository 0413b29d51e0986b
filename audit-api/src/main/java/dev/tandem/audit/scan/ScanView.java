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
/// @param attempts how often the audit ended, well or badly; interruptions by a deploy or a lost worker don't count
/// @param progress what each engine is at, by its name, while the scan runs
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
        int attempts,
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
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Brief(
            UUID id, String url, ScanStatus status, @Nullable Instant createdAt, @Nullable Instant finishedAt) {

        static Brief from(Scan scan) {
            return new Brief(scan.id, scan.url, scan.state.status(), scan.createdAt, scan.finishedAt);
        }
    }
}
