package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// What became of one engine in a scan.
///
/// @param version the engine's own, null when it never answered
/// @param millis how long it took, from the moment that the scan was claimed
/// @param error why it failed, null when it did not
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EngineRun(
        Engine engine, Outcome outcome, @Nullable String version, long millis, @Nullable ScanError error) {

    /// Whether an engine's word counts.
    public enum Outcome {
        SUCCEEDED,
        FAILED
    }
}
