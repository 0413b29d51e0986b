package dev.tandem.jobs.poll;

import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.poll.BoardFault.Answering;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;

/// Ways to answer, right and wrong.
final class Answers {

    static final String JSON = "application/json";

    private Answers() {}

    static Answering with(int status, String type, String body) {
        return (request, offset) -> StandIn.answer(request, status, type, Buffer.buffer(body));
    }

    static Answering redirecting(int status, String location) {
        return (request, offset) -> {
            request.response().putHeader("Location", location);
            StandIn.answer(request, status, "text/html", Buffer.buffer("<html>Moved</html>"));
        };
    }

    static Answering tooMuch(String retryAfter) {
        return (request, offset) -> {
            request.response().putHeader("Retry-After", retryAfter);
            StandIn.answer(request, 429, JSON, Buffer.buffer("{}"));
        };
    }

    /// A list as it should be, of whatever postings.
    static Answering listing(Provider provider, int[] postings, int total) {
        return paged(provider, offset -> BoardPages.page(provider, postings, offset, total));
    }

    static Answering paged(Provider provider, IntFunction<String> page) {
        return (request, offset) ->
                StandIn.answer(request, 200, BoardPages.type(provider), Buffer.buffer(page.apply(offset)));
    }

    /// A list as it should be, but for the status of what follows the first page.
    static Answering laterPages(Provider provider, int status) {
        var all = BoardFault.all(provider);
        return (request, offset) ->
                StandIn.answer(
                        request,
                        offset == 0 ? 200 : status,
                        JSON,
                        Buffer.buffer(BoardPages.page(provider, all, offset, all.length)));
    }

    static Answering cutOff(Provider provider) {
        var whole = whole(provider);
        return with(200, BoardPages.type(provider), whole.substring(0, whole.length() * 2 / 3));
    }

    static Answering packedAndCutOff(Provider provider) {
        var packed = packed(whole(provider));
        return (request, offset) -> {
            request.response().putHeader("Content-Encoding", "gzip");
            StandIn.answer(request, 200, JSON, Buffer.buffer(Arrays.copyOf(packed, packed.length / 2)));
        };
    }

    static Answering silent() {
        return (request, offset) -> {};
    }

    static Answering hangingUp() {
        return (request, offset) -> hangUp(request);
    }

    static Answering hangingUpEarly() {
        return (request, offset) -> {
            request.response().putHeader("Content-Type", JSON).putHeader("Content-Length", "100000");
            request.response().write("{\"jobs\":[").onComplete(sent -> hangUp(request));
        };
    }

    static Answering endless() {
        return (request, offset) -> {
            request.response().putHeader("Content-Type", JSON).setChunked(true);
            pour(request, Buffer.buffer(" ".repeat(64 * 1024)));
        };
    }

    /// Never silent for long, and never at its end.
    static Answering dripping() {
        return (request, offset) -> {
            request.response().putHeader("Content-Type", JSON).setChunked(true);
            drip(request, Objects.requireNonNull(Vertx.currentContext()).owner());
        };
    }

    private static void pour(HttpServerRequest request, Buffer chunk) {
        request.response().write(chunk).onSuccess(sent -> pour(request, chunk));
    }

    private static void drip(HttpServerRequest request, Vertx vertx) {
        request.response().write(" ").onSuccess(sent -> vertx.setTimer(100, due -> drip(request, vertx)));
    }

    private static void hangUp(HttpServerRequest request) {
        var ignored = request.connection().close();
    }

    private static String whole(Provider provider) {
        var all = BoardFault.all(provider);
        return BoardPages.page(provider, all, 0, all.length);
    }

    private static byte[] packed(String plain) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
