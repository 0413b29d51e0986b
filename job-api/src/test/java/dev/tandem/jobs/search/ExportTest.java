package dev.tandem.jobs.search;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.incoming;
import static dev.tandem.jobs.Fixtures.posting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.posting.PostingBatches;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class ExportTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Inject PostingBatches batches;

    @Inject AgroalDataSource database;

    private final String tenant = Fixtures.tenant();

    @BeforeEach
    void storeMany() throws Exception {
        var source = Fixtures.source(database, tenant, "acme");
        batches.upsert(source, incoming(Fixtures.postings(450)), NOON);
        batches.upsert(
                source,
                incoming(List.of(posting("x", "=HYPERLINK(\"http://example.org\"), \"Ålesund\"\r\nCook"))),
                NOON);
    }

    @Test
    void writesEveryPostingAsALineThatASpreadsheetTakesForText() throws Exception {
        // When
        var answer = as(tenant).get("/postings/export");

        // Then
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv; charset=utf-8; header=present");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"postings.csv\"");
        try (var csv =
                CSVParser.parse(new StringReader(answer.text()), CSVFormat.RFC4180.builder().setHeader().get())) {
            var rows = csv.getRecords();
            assertThat(rows).hasSize(451);
            assertThat(rows.stream().map(row -> row.get("id"))).doesNotHaveDuplicates();
            assertThat(rows.stream().map(row -> row.get("title")))
                    .contains("'=HYPERLINK(\"http://example.org\"), \"Ålesund\"\r\nCook", "Engineer 7");
            assertThat(rows.getFirst().get("countries")).isEqualTo("NO");
        }
    }

    @Test
    void writesJsonOfWhatASearchFinds() {
        var all = as(tenant).get("/postings/export?format=json");
        var some =
                as(tenant)
                        .query("format", "json")
                        .query("q", "engineer 7")
                        .query("workplace", "REMOTE")
                        .get("/postings/export");

        assertThat(all.header("Content-Disposition")).isEqualTo("attachment; filename=\"postings.json\"");
        assertThat(all.json().items("")).hasSize(451);
        assertThat(some.json().texts("", "title")).contains("Engineer 7").doesNotContain("Engineer 8");
        assertThat(as(tenant).get("/postings/export?format=json&workplace=ON_SITE").json().items("")).isEmpty();
    }

    @Test
    void letsEveryoneHaveATurnAndShowsNobodyAnothersPostings() {
        for (var i = 0; i < 5; i++) {
            assertThat(as(Fixtures.tenant()).get("/postings/export?format=json").json().items("")).isEmpty();
        }
        assertThat(as(tenant).get("/postings/export?format=xml").json().text("errors[0].field")).isEqualTo("format");
    }
}
