package dev.tandem.audit.dashboard;

import dev.tandem.audit.batch.BatchStatus;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.scan.ScanStatus;
import java.util.Locale;

/// A word and the colour class that underlines it; the colour never says more than the word.
record Tone(String word, String css) {

    static Tone of(ScanStatus status) {
        return switch (status) {
            case PENDING -> new Tone("Waiting", "busy");
            case PROCESSING -> new Tone("Running", "busy");
            case COMPLETED -> new Tone("Completed", "good");
            case FAILED -> new Tone("Failed", "bad");
            case CANCELLED -> new Tone("Cancelled", "");
        };
    }

    static Tone of(BatchStatus status) {
        return switch (status) {
            case READING -> new Tone("Being read", "busy");
            case PENDING -> new Tone("Waiting", "busy");
            case PROCESSING -> new Tone("Running", "busy");
            case COMPLETED -> new Tone("Completed", "good");
            case FAILED -> new Tone("Failed", "bad");
            case CANCELLED -> new Tone("Cancelled", "");
        };
    }

    static Tone of(Severity severity) {
        var name = severity.name();
        return new Tone(name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    /// Lighthouse's own bands: 90 and more is good, less than 50 is poor.
    static Tone ofScore(int score) {
        if (score >= 90) {
            return new Tone("Good", "good");
        }
        return score >= 50 ? new Tone("Needs improvement", "warn") : new Tone("Poor", "bad");
    }

    /// @param state what a scan's progress calls it, such as `RUNNING`
    static Tone ofProgress(String state) {
        return switch (state) {
            case "RUNNING" -> new Tone("Running", "busy");
            case "SUCCEEDED" -> new Tone("Done", "good");
            case "FAILED" -> new Tone("Failed", "bad");
            default -> new Tone("Waiting", "");
        };
    }
}
