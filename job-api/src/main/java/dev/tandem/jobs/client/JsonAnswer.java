package dev.tandem.jobs.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/// An answer of JSON that nobody has looked into yet. It is read once, because its text is let go with it.
public final class JsonAnswer {

    /// What follows a row is the next one.
    static final ObjectMapper ROWS =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final ObjectMapper WHOLE = ROWS.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Answer answer;
    private final Fingerprint fingerprint;

    /// @throws FetchException when it is no success or no JSON
    JsonAnswer(Answer answer) {
        require(answer);
        this.answer = answer;
        this.fingerprint = Fingerprint.of(answer);
    }

    /// Tells its text apart from any other.
    public String hash() {
        return fingerprint.hash();
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    /// Reads it, away from the event loop when it is long.
    ///
    /// @param read turns the root into a result; may throw a [FetchException]
    /// @return fails with a [FetchException]
    public <T> Uni<T> read(Function<JsonNode, T> read) {
        return answer.offLoop(() -> read.apply(root(answer)));
    }

    /// Reads it row by row, on this thread.
    ///
    /// @throws FetchException when it is broken, or what `read` throws
    <T> T rows(Function<JsonRows, T> read) {
        try (var parser = ROWS.createParser(answer.body().drain())) {
            return read.apply(new JsonRows(parser, answer.uri().getHost()));
        } catch (IOException impossible) {
            throw inMemory(impossible);
        }
    }

    /// The whole of an answer that nobody has to recognise.
    ///
    /// @throws FetchException when it is broken
    static JsonNode root(Answer answer) {
        try {
            return WHOLE.readTree(answer.body().drain());
        } catch (JsonProcessingException broken) {
            throw new FetchException(
                    FetchFailure.Code.MALFORMED,
                    "The JSON that %s sent is broken or breaks off.".formatted(answer.uri().getHost()));
        } catch (IOException impossible) {
            throw inMemory(impossible);
        }
    }

    private static UncheckedIOException inMemory(IOException impossible) {
        return new UncheckedIOException("Bytes in memory are always readable", impossible);
    }

    /// @throws FetchException when it is no success or no JSON
    static void require(Answer answer) {
        answer.requireSuccess();
        var host = answer.uri().getHost();
        if (!answer.isJson() && answer.redirected()) {
            throw Redirects.away("The board's address now leads to a page of %s that is no listing.".formatted(host));
        }
        if (!answer.isJson()) {
            var type = answer.mediaType().isEmpty() ? "something without a type" : answer.mediaType();
            throw new FetchException(
                    FetchFailure.Code.NOT_JSON, "%s answered with %s instead of JSON.".formatted(host, type));
        }
    }
}
