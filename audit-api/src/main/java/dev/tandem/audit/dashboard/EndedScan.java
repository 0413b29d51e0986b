package dev.tandem.audit.dashboard;

import dev.tandem.audit.scan.ScanStatus;
import dev.tandem.audit.scan.ScanView;
import org.jspecify.annotations.Nullable;

/// A scan that brought nothing.
///
/// @param code null unless it failed
record EndedScan(
        Setup setup,
        String heading,
        Tone status,
        String message,
        @Nullable String code,
        String advice,
        int attempts,
        @Nullable Moment finished) {

    static EndedScan from(ScanView scan) {
        var failed = scan.status() == ScanStatus.FAILED;
        var error = scan.error();
        return new EndedScan(
                Setup.of(scan),
                failed ? "The page could not be audited" : "This audit was cancelled",
                Tone.of(scan.status()),
                failed && error != null ? error.message() : "It was stopped before it had a result.",
                failed && error != null ? error.code() : null,
                failed && error != null ? Failure.advice(error.retryable()) : "You can audit the page again.",
                scan.attempts(),
                Moment.of(scan.finishedAt()));
    }
}
