package dev.tandem.audit.dashboard;

import dev.tandem.audit.scan.ScanStatus;
import dev.tandem.audit.scan.ScanView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A scan that is not over yet.
///
/// @param heading what it is at
/// @param elapsedMillis since a worker began with it; negative while none has
/// @param retry why it has to be tried again, null when it has not
record RunningScan(
        Setup setup,
        String heading,
        Tone status,
        List<EngineState> engines,
        long elapsedMillis,
        @Nullable String retry) {

    /// What one engine is at.
    record EngineState(String code, String name, Tone state) {}

    static RunningScan of(ScanView scan, Instant now) {
        var engines =
                scan.progress().entrySet().stream()
                        .map(entry ->
                                new EngineState(
                                        entry.getKey(),
                                        Names.engine(entry.getKey()),
                                        Tone.ofProgress(entry.getValue())))
                        .toList();
        var running = scan.status() == ScanStatus.PROCESSING;
        var started = scan.startedAt();
        var error = scan.error();
        return new RunningScan(
                Setup.of(scan),
                running ? "Auditing the page" : "Waiting for a free browser",
                Tone.of(scan.status()),
                engines,
                running && started != null ? Math.max(0, Duration.between(started, now).toMillis()) : -1,
                error == null ? null : error.message());
    }
}
