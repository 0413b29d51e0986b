package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a caller sees of [ScanState].
public enum ScanStatus {
    PENDING,
    PROCESSING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /// Whether nothing will change any more.
    public boolean isFinal() {
        return switch (this) {
            case PENDING, PROCESSING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    /// Reads the parameter `status` of a list.
    ///
    /// @return null when there is none
    /// @throws Problem naming the parameter
    public static @Nullable ScanStatus parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        for (var status : values()) {
            if (status.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return status;
            }
        }
        var known = Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
        throw Problem.invalid("status", "must be one of " + known + ".");
    }
}
