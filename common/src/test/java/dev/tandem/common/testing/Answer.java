package dev.tandem.common.testing;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// What the service answered to a [Request].
///
/// @param status of HTTP, such as 200
/// @param text the whole body, read as UTF-8; empty when there is none
public record Answer(int status, HttpHeaders headers, String text) {

    /// @param name in any case
    /// @return the first header of that name, or null when there is none
    public @Nullable String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /// @return the value that the answer sets that cookie to, without what follows it, or null when it sets none
    public @Nullable String cookie(String name) {
        return headers.allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1).split(";", 2)[0])
                .findFirst()
                .orElse(null);
    }

    /// @throws AssertionError when the body is not JSON, or empty
    public Json json() {
        return Json.read(text);
    }

    /// @return this, whose status is the one that was expected
    /// @throws AssertionError that shows status and body when it is another
    public Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("The status is not " + expected + " but " + status + ": " + text);
        }
        return this;
    }
}
