package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import org.jspecify.annotations.Nullable;

/// The header by which a caller says that two requests are one.
public final class IdempotencyKey {

    /// The header's name.
    public static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 200;

    private IdempotencyKey() {}

    /// @return the key as it was sent, null when there was none
    /// @throws Problem naming the header
    public static @Nullable String checked(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > MAX_LENGTH)) {
            throw Problem.invalid(HEADER, "must have 1 to " + MAX_LENGTH + " characters.");
        }
        return key;
    }
}
