package dev.tandem.audit.batch;

import dev.tandem.audit.scan.ScanState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/// A batch's scans by what they are at, in the words of a scan's status.
///
/// @param total all of them, without entries that named no page and without repetitions
@RegisterForReflection
public record Counts(int total, int pending, int processing, int completed, int failed, int cancelled) {

    /// @param byState the scans by the name of their [ScanState]
    static Counts of(Map<String, Integer> byState) {
        int pending = 0;
        int processing = 0;
        int completed = 0;
        int failed = 0;
        int cancelled = 0;
        for (var entry : byState.entrySet()) {
            int number = entry.getValue();
            switch (ScanState.valueOf(entry.getKey()).status()) {
                case PENDING -> pending += number;
                case PROCESSING -> processing += number;
                case COMPLETED -> completed += number;
                case FAILED -> failed += number;
                case CANCELLED -> cancelled += number;
            }
        }
        var total = pending + processing + completed + failed + cancelled;
        return new Counts(total, pending, processing, completed, failed, cancelled);
    }

    int ended() {
        return completed + failed + cancelled;
    }

    /// From 0 to 100; 100 only when all have ended.
    int percent() {
        return total == 0 ? 0 : (int) (100L * ended() / total);
    }
}
