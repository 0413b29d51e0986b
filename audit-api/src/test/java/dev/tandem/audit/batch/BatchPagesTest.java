package dev.tandem.audit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tandem.audit.scan.AskedOptions;
import dev.tandem.audit.scan.AskedSettings;
import dev.tandem.common.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPagesTest {

    private final List<Integer> chunks = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();
    private final BatchPages pages =
            new BatchPages(
                    new FixedBatchConfig(10, 3, 2),
                    chunk -> {
                        chunks.add(chunk.size());
                        chunk.forEach(page -> stored.add(page.url()));
                    });

    @Test
    void handsPagesOnInChunks() {
        for (var i = 0; i < 7; i++) {
            pages.take("https://example.org/" + i);
        }
        pages.flush();

        assertThat(chunks).containsExactly(3, 3, 1);
        assertThat(stored).hasSize(7).doesNotHaveDuplicates();
        assertThat(pages.accepted()).isEqualTo(7);
    }

    @Test
    void takesAPageOnceHoweverItIsWritten() {
        pages.take("https://example.org");
        pages.take("HTTPS://EXAMPLE.org/");
        pages.take(" example.org ");
        pages.take("https://example.org/A");
        pages.take("https://example.org/a");
        pages.flush();

        assertThat(stored).containsExactly("https://example.org", "https://example.org/A", "https://example.org/a");
        assertThat(pages.accepted()).isEqualTo(3);
        assertThat(pages.rejected()).isZero();
    }

    @Test
    void keepsTheFirstEntriesThatNameNoPageAndCountsAll() {
        pages.take("https://example.org/");
        pages.take("ftp://example.org/");
        pages.take(null);
        pages.take("javascript:alert(1)");

        assertThat(pages.rejected()).isEqualTo(3);
        assertThat(pages.rejections())
                .containsExactly(
                        new Rejection(1, "ftp://example.org/", "must begin with http:// or https://."),
                        new Rejection(2, null, "is not a text."));
        assertThat(pages.accepted()).isEqualTo(1);
    }

    @Test
    void takesNoMoreEntriesThanItMay() {
        for (var i = 0; i < 10; i++) {
            pages.take("https://example.org/");
        }

        assertThatThrownBy(() -> pages.take("https://example.org/"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.code()).isEqualTo(BatchProblem.BATCH_TOO_LARGE);
                            assertThat(problem.document().limit()).isEqualTo(10);
                        });
    }

    @Test
    void readsOptionsBeforeAndAfterThePages() throws IOException {
        var asked =
                json(
                        """
                        {"device": "MOBILE", "later": {"a": [1, {"b": 2}]}, "urls": ["a.org", 5, ["b.org"], null, "c.org"],
                         "priority": 7, "engines": ["AXE"]}
                        """);
        pages.flush();

        assertThat(stored).containsExactly("https://a.org", "https://c.org");
        assertThat(pages.rejected()).isEqualTo(3);
        assertThat(asked.validated().options().priority()).isEqualTo(7);
        assertThat(asked.validated().options().device()).hasToString("MOBILE");
        assertThat(asked.validated().options().engineNames()).containsExactly("AXE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{\"urls\": [\"a.org\"", "{\"urls\": [\"a.org\",,]}", "{} {}", "{\"urls\": [}"})
    void saysWhereBrokenJsonIs(String body) {
        assertThatThrownBy(() -> json(body)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"urls\": null}", "{\"urls\": [\"a.org\"], \"sitemap\": \"a.org\"}"})
    void wantsEitherPagesOrASitemap(String body) {
        assertThatThrownBy(() -> json(body).validated()).isInstanceOf(Problem.class).hasMessageStartingWith("urls: ");
    }

    @Test
    void readsOneAddressALine() throws IOException {
        var long1 = "https://example.org/" + "x".repeat(100_000);
        var body = "\uFEFFhttps://a.org/\r\n\n  \n  b.org  \nnot an address\n" + long1 + "\nhttps://c.org/";
        var form = new BatchBody.Lines(new AskedOptions(null, null, null, null, AskedSettings.NONE));
        form.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), pages);
        pages.flush();

        assertThat(stored).containsExactly("https://a.org/", "https://b.org", "https://c.org/");
        assertThat(pages.rejected()).isEqualTo(2);
        assertThat(pages.rejections().get(1).url()).hasSize(201);
    }

    private AskedBatch json(String body) throws IOException {
        return new BatchBody.Json().read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), pages);
    }
}
