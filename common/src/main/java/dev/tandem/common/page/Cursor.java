package dev.tandem.common.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.common.problem.Problem;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in an ordered list: the ordering columns of the last row seen, opaque to callers.
public record Cursor(List<String> parts) {

    private static final String SEPARATOR = "\u001f";

    public static Cursor of(Object... parts) {
        return new Cursor(Arrays.stream(parts).map(String::valueOf).toList());
    }

    /// @param size how many parts the list's order has
    /// @return null when there is no cursor, which is the list's beginning
    /// @throws Problem naming `cursor` when it is none of ours
    public static @Nullable Cursor decode(@Nullable String text, int size) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(SEPARATOR, -1);
            if (parts.length == size) {
                return new Cursor(List.of(parts));
            }
        } catch (IllegalArgumentException notBase64) {
            // Answered below, like any other text that this service did not hand out.
        }
        throw invalid();
    }

    /// What a caller is told whose cursor was not handed out by this list.
    public static Problem invalid() {
        return Problem.invalid("cursor", "is not a cursor that this list handed out.");
    }

    public String encode() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(String.join(SEPARATOR, parts).getBytes(UTF_8));
    }
}
