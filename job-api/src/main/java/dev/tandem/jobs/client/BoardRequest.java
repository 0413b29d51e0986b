package dev.tandem.jobs.client;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// One request to a board.
///
/// @param accept the media types that are wanted
/// @param body JSON to send, null for none
/// @param known what need not be sent again, null for nothing
public record BoardRequest(
        HttpMethod method, URI uri, String accept, @Nullable String body, @Nullable Fingerprint known) {

    private static final String JSON = "application/json";

    public static BoardRequest get(URI uri) {
        return new BoardRequest(HttpMethod.GET, uri, JSON, null, null);
    }

    static BoardRequest page(URI uri) {
        return new BoardRequest(HttpMethod.GET, uri, "text/html, application/xhtml+xml", null, null);
    }

    static BoardRequest file(URI uri) {
        return new BoardRequest(HttpMethod.GET, uri, "*/*", null, null);
    }

    public static BoardRequest post(URI uri, String body) {
        return new BoardRequest(HttpMethod.POST, uri, JSON, body, null);
    }

    /// The same, for an answer that is wanted only if it has changed.
    BoardRequest unless(@Nullable Fingerprint known) {
        return new BoardRequest(method, uri, accept, body, known);
    }

    /// The request that a redirect asks for. What is posted to a board only asks for postings, so it is posted again
    /// where a browser would turn to GET; only 303 says plainly that a GET is wanted.
    BoardRequest redirected(int status, URI target) {
        return status == 303
                ? new BoardRequest(HttpMethod.GET, target, accept, null, known)
                : new BoardRequest(method, target, accept, body, known);
    }
}
