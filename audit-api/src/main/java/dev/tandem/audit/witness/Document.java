package dev.tandem.audit.witness;

import com.microsoft.playwright.Response;
import org.jspecify.annotations.Nullable;

/// The answer that a page came in.
///
/// @param status 0 when it is not known
/// @param contentType null when the server named none
/// @param challenged whether the answer itself says that it is a check for robots
public record Document(String url, int status, @Nullable String contentType, boolean challenged) {

    static Document of(Response response) {
        // The headers that came with the event: asking for the complete ones is a round trip.
        var headers = response.headers();
        return new Document(
                response.url(),
                response.status(),
                headers.get("content-type"),
                "challenge".equals(headers.get("cf-mitigated")));
    }
}
