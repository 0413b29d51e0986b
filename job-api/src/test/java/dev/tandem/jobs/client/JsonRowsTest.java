package dev.tandem.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure.Code;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {

    @Test
    void readsTheRowsOfAFieldAndGivesTheRest() throws IOException {
        // Given
        var rows = new ArrayList<Integer>();

        // When
        var rest =
                rows("{\"a\":[1],\"jobs\":[{\"n\":1},{\"n\":2}],\"meta\":{\"total\":2}}")
                        .each("jobs", row -> rows.add(row.path("n").asInt()));

        // Then
        assertThat(rows).containsExactly(1, 2);
        assertThat(rest).isEqualTo(JsonAnswer.ROWS.readTree("{\"a\":[1],\"meta\":{\"total\":2}}"));
    }

    @Test
    void readsAListOfRows() throws IOException {
        // Given
        var rows = new ArrayList<JsonNode>();

        // When
        rows("[{\"n\":1},2]").each(rows::add);

        // Then
        assertThat(rows).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[", "[]", "{}", "{\"jobs\":{}}", "{\"jobs\":[1,", "{\"jobs\":[1]", "{\"jobs\":[]} x", "x"})
    void isMalformedWhereThereAreNoRows(String json) {
        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> rows(json).each("jobs", row -> {}))
                .satisfies(failure -> assertThat(failure.failure().code()).isEqualTo(Code.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1", "[1] [2]"})
    void isMalformedWhereThereIsNoList(String json) {
        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> rows(json).each(row -> {}))
                .satisfies(failure -> assertThat(failure.failure().code()).isEqualTo(Code.MALFORMED));
    }

    @Test
    void letsGoOfWhatHasBeenReadBeforeTheRestIs() throws IOException {
        // Given: a body of several blocks
        var body =
                body(IntStream.range(0, 100_000).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]")));
        var left = new ArrayList<Integer>();

        // When
        try (var parser = JsonAnswer.ROWS.createParser(body.drain())) {
            new JsonRows(parser, "example.org")
                    .each(row -> {
                        if (row.asInt() % 25_000 == 0) {
                            left.add(body.bytes().length);
                        }
                    });
        }

        // Then
        assertThat(left).hasSize(4).isSortedAccordingTo((one, other) -> other - one);
        assertThat(left.getLast()).isLessThan(body.length() / 2);
    }

    @Test
    void aBodyIsTheBytesThatCameHoweverTheyCame() throws IOException {
        // Given
        var bytes = new byte[700_000];
        var random = new Random(7);
        random.nextBytes(bytes);
        var pieces = new Body();
        for (int at = 0; at < bytes.length; ) {
            var end = Math.min(bytes.length, at + random.nextInt(20_000));
            pieces.append(Buffer.buffer(bytes).slice(at, end));
            at = end;
        }
        var whole = new Body();
        whole.append(Buffer.buffer(bytes));

        // Then
        assertThat(pieces.length()).isEqualTo(bytes.length);
        assertThat(pieces.bytes()).isEqualTo(bytes);
        assertThat(pieces.hash()).isEqualTo(whole.hash()).isNotEqualTo(new Body().hash());
        assertThat(pieces.drain().readAllBytes()).isEqualTo(bytes);
        assertThat(List.of(pieces.drain().read(), new Body().drain().read())).containsExactly(-1, -1);
    }

    private static JsonRows rows(String json) throws IOException {
        return new JsonRows(JsonAnswer.ROWS.createParser(body(json).drain()), "example.org");
    }

    private static Body body(String text) {
        var body = new Body();
        body.append(Buffer.buffer(text));
        return body;
    }
}
