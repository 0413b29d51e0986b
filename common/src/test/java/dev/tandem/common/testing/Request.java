package dev.tandem.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// A request to the service that a QuarkusTest has started. It never changes: each of its methods gives a copy or sends
/// it, so that one can be sent several times. Redirects are not followed.
public final class Request {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private final Map<String, String> headers;
    private final String query;
    private final @Nullable String body;

    private Request(Map<String, String> headers, String query, @Nullable String body) {
        this.headers = headers;
        this.query = query;
        this.body = body;
    }

    /// A request of somebody who shows nothing, and who takes an answer of any kind.
    public static Request anonymous() {
        return new Request(Map.of("Accept", "*/*"), "", null);
    }

    /// A request with that bearer token, which may be worthless.
    public static Request bearer(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }

    /// With this header; in place of an earlier one of that name, whatever its case.
    public Request header(String name, String value) {
        var more = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new Request(more, query, body);
    }

    /// With this cookie and no other.
    public Request cookie(String name, String value) {
        return header("Cookie", name + "=" + value);
    }

    /// With one more parameter in its address.
    ///
    /// @param value any text, which is encoded here
    public Request query(String name, Object value) {
        return new Request(headers, query + (query.isEmpty() ? "" : "&") + pair(name, value), body);
    }

    /// With a form of this one field as its body.
    ///
    /// @param value any text, which is encoded here
    public Request form(String name, Object value) {
        return header("Content-Type", "application/x-www-form-urlencoded").body(pair(name, value));
    }

    /// With this body, which is JSON unless a header says or has said otherwise.
    ///
    /// @param content a String is sent as it is, in UTF-8; anything else as the JSON that Jackson makes of it
    public Request body(Object content) {
        var typed = headers.containsKey("Content-Type") ? this : header("Content-Type", "application/json");
        return new Request(typed.headers, query, content instanceof String text ? text : Json.write(content));
    }

    /// Sends it, like the methods below, which are named for theirs.
    ///
    /// @param method in capitals
    /// @param path below the service's own address, or a whole address that begins with `http://`
    /// @return the answer, whatever its status
    /// @throws UncheckedIOException when there is none, or none within 60 seconds
    public Answer send(String method, String path) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8);
        var request = HttpRequest.newBuilder(address(path)).timeout(TIMEOUT).method(method, publisher);
        headers.forEach(request::setHeader);
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(method + " " + path, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException(method + " " + path));
        }
    }

    public Answer get(String path) {
        return send("GET", path);
    }

    public Answer post(String path) {
        return send("POST", path);
    }

    public Answer put(String path) {
        return send("PUT", path);
    }

    public Answer patch(String path) {
        return send("PATCH", path);
    }

    public Answer delete(String path) {
        return send("DELETE", path);
    }

    /// Asked for anew each time, because each start of the service takes another port.
    private URI address(String path) {
        var whole =
                path.startsWith("http://")
                        ? path
                        : ConfigProvider.getConfig().getValue("test.url", String.class) + path;
        if (query.isEmpty()) {
            return URI.create(whole);
        }
        return URI.create(whole + (whole.contains("?") ? "&" : "?") + query);
    }

    private static String pair(String name, Object value) {
        return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value.toString(), UTF_8);
    }
}
