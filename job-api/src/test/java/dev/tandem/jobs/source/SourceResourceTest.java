package dev.tandem.jobs.source;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.scoped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.testing.Answer;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.archive.ArchivePolicy;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.posting.PostingBatches;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class SourceResourceTest {

    @Inject PolledSources polled;

    @Inject PostingBatches postings;

    private final String tenant = Fixtures.tenant();

    @Test
    void addsABoardFromItsAddressAndKeepsItsCase() {
        // When
        var answer = add("Acme", "ASHBY", "https://jobs.ashbyhq.com/Acme");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        var source = as(tenant).get(Objects.requireNonNull(answer.header("Location")));
        assertThat(answer.json().text("board")).isEqualTo("Acme");
        assertThat(answer.json().flag("enabled")).isTrue();
        assertThat(answer.header("Location")).endsWith("/sources/" + answer.json().text("id"));
        assertThat(source.status()).isEqualTo(200);
        assertThat(source.json().text("name")).isEqualTo("Acme");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "name; {\"provider\": \"LEVER\", \"board\": \"acme\"}",
                "name; {\"name\": \" \", \"provider\": \"LEVER\", \"board\": \"acme\"}",
                "provider; {\"name\": \"Acme\", \"board\": \"acme\"}",
                "provider; {\"name\": \"Acme\", \"provider\": \"MONSTER\", \"board\": \"acme\"}",
                "board; {\"name\": \"Acme\", \"provider\": \"LEVER\"}",
                "board; {\"name\": \"Acme\", \"provider\": \"LEVER\", \"board\": \"../acme\"}",
                "board; {\"name\": \"Acme\", \"provider\": \"WORKDAY\", \"board\": \"acme\"}",
                "enabled; {\"name\": \"Acme\", \"provider\": \"LEVER\", \"board\": \"acme\", \"enabled\": \"maybe\"}",
                "bord; {\"name\": \"Acme\", \"provider\": \"LEVER\", \"bord\": \"acme\"}",
            })
    void namesTheFieldThatIsWrong(String field, String body) {
        // When
        var answer = as(tenant).body(body).post("/sources");

        // Then
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().texts("errors", "field")).contains(field);
        assertThat(answer.json().text("errors[0].message")).endsWith(".");
    }

    @Test
    void refusesABoardTwiceWhateverItsCase() {
        // Given
        add("Acme", "LEVER", "acme");

        // When
        var answer = add("Acme again", "LEVER", "https://jobs.lever.co/ACME");

        // Then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().text("code")).isEqualTo("SOURCE_EXISTS");
        assertThat(add("Acme", "GREENHOUSE", "acme").status()).isEqualTo(201);
    }

    @Test
    void refusesABoardTwiceAtTheSameMoment() throws Exception {
        // Given
        Callable<Integer> adding = () -> add("Acme", "LEVER", "acme").status();

        // When
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(List.of(adding, adding, adding, adding))) {
                statuses.add(answer.get());
            }
        }

        // Then
        assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    @Test
    void changesWhatIsGivenAndLeavesTheRest() {
        // Given
        var id = add("Acme", "LEVER", "acme").json().required("id");

        // When
        var moved = as(tenant).body("{\"board\": \"eu:acme\"}").patch("/sources/" + id);
        var renamed = as(tenant).body("{\"name\": \" Acme Labs \", \"enabled\": false}").patch("/sources/" + id);

        // Then
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.json().text("board")).isEqualTo("eu:acme");
        assertThat(moved.json().text("name")).isEqualTo("Acme");
        assertThat(renamed.json().text("name")).isEqualTo("Acme Labs");
        assertThat(renamed.json().flag("enabled")).isFalse();
        assertThat(renamed.json().text("board")).isEqualTo("eu:acme");
    }

    @Test
    void refusesToChangeASourceIntoWhatItMustNotBe() {
        // Given
        var id = add("Acme", "LEVER", "acme").json().required("id");
        add("Other", "LEVER", "other");

        // Then
        assertThat(as(tenant).body("{\"board\": \"a/b\"}").patch("/sources/" + id).json().text("errors[0].field"))
                .isEqualTo("board");
        assertThat(as(tenant).body("{\"name\": \"\"}").patch("/sources/" + id).json().text("errors[0].field"))
                .isEqualTo("name");
        assertThat(as(tenant).body("{\"board\": \"Other\"}").patch("/sources/" + id).status()).isEqualTo(409);
        assertThat(as(tenant).body("{}").patch("/sources/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void bringsBackARemovedBoardAsTheSameSource() {
        // Given
        var id = add("Acme", "LEVER", "acme").json().required("id");

        // When
        var removed = as(tenant).delete("/sources/" + id);

        // Then
        assertThat(removed.status()).isEqualTo(204);
        assertThat(list(null).json().items("items")).isEmpty();
        assertThat(as(tenant).get("/sources/" + id).status()).isEqualTo(404);
        assertThat(as(tenant).delete("/sources/" + id).status()).isEqualTo(404);
        assertThat(as(tenant).delete("/sources/" + id).json().text("code")).isEqualTo("SOURCE_NOT_FOUND");
        var again = add("Acme AS", "LEVER", "Acme");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().text("id")).isEqualTo(id);
        assertThat(again.json().text("board")).isEqualTo("Acme");
    }

    @Test
    void listsPageByPageInTheOrderInWhichTheyWereAdded() {
        // Given
        for (var board : List.of("c", "a", "b")) {
            add(board, "LEVER", board);
        }

        // When
        var first = as(tenant).get("/sources?limit=2");
        var second = list(first.json().text("next"));

        // Then
        assertThat(first.json().texts("items", "name")).isEqualTo(List.of("c", "a"));
        assertThat(second.json().texts("items", "name")).isEqualTo(List.of("b"));
        assertThat(second.json().text("next")).isNull();
        assertThat(as(tenant).get("/sources?limit=0").status()).isEqualTo(400);
        assertThat(as(tenant).get("/sources?limit=many").json().text("errors[0].field")).isEqualTo("limit");
        assertThat(list("YQ").status()).isEqualTo(400);
    }

    @Test
    void showsATenantNothingOfAnother() {
        // Given
        var id = add("Acme", "LEVER", "acme").json().required("id");
        var stranger = Fixtures.tenant();

        // Then
        assertThat(as(stranger).get("/sources").json().items("items")).isEmpty();
        assertThat(as(stranger).get("/sources/" + id).status()).isEqualTo(404);
        assertThat(as(stranger).body("{\"name\": \"Mine\"}").patch("/sources/" + id).status()).isEqualTo(404);
        assertThat(as(stranger).delete("/sources/" + id).status()).isEqualTo(404);
        assertThat(
                        as(stranger)
                                .body("{\"name\": \"Acme\", \"provider\": \"LEVER\", \"board\": \"acme\"}")
                                .post("/sources")
                                .status())
                .isEqualTo(201);
    }

    @Test
    void wantsTheScopeThatFits() {
        var body = "{\"name\": \"Acme\", \"provider\": \"LEVER\", \"board\": \"scoped\"}";
        var id = UUID.randomUUID();

        assertThat(scoped("jobs:read").get("/sources").status()).isEqualTo(200);
        assertThat(scoped("jobs:read").body(body).post("/sources").status()).isEqualTo(403);
        assertThat(scoped("jobs:read").body("{}").patch("/sources/" + id).status()).isEqualTo(403);
        assertThat(scoped("jobs:read").delete("/sources/" + id).status()).isEqualTo(403);
        assertThat(scoped("audit:read audit:write").get("/sources").status()).isEqualTo(403);
    }

    @Test
    void showsWhenThePollsReadIt() throws Exception {
        // Given
        var id = UUID.fromString(add("Acme", "LEVER", "acme").json().required("id"));
        var noon = Instant.parse("2026-05-04T12:00:00Z");

        // When
        readWhole(id, noon);
        Blocking.await(polled.attempted(id, noon.plusSeconds(60)), Duration.ofSeconds(10));
        readWhole(id, noon.minusSeconds(60));

        // Then
        var source = as(tenant).get("/sources/" + id).json();
        assertThat(source.text("lastSuccessAt")).isEqualTo("2026-05-04T12:00:00Z");
        assertThat(source.text("lastAttemptAt")).isEqualTo("2026-05-04T12:01:00Z");
    }

    @Test
    void mayHaveAnArchivePolicyOfItsOwn() throws Exception {
        // Given
        var path = "/sources/" + add("Acme", "LEVER", "acme").json().required("id");
        assertThat(as(tenant).get(path).json().text("archive")).isNull();

        // When
        var changed = as(tenant).body("{\"archive\": {\"misses\": 3, \"after\": \"PT48H\"}}").patch(path);

        // Then
        assertThat(changed.json().number("archive.misses")).isEqualTo(3);
        assertThat(changed.json().text("archive.after")).isEqualTo("PT48H");
        var usual = ArchivePolicy.plain(2, Duration.ofHours(6));
        assertThat(Fixtures.enabled(polled, tenant))
                .singleElement()
                .satisfies(source ->
                        assertThat(source.policy(usual))
                                .isEqualTo(
                                        new ArchivePolicy(
                                                3,
                                                Duration.ofHours(48),
                                                usual.atMost(),
                                                0,
                                                0,
                                                usual.memory(),
                                                1,
                                                Duration.ZERO,
                                                Duration.ZERO)));
        var bad = as(tenant).body("{\"archive\": {\"misses\": 0}}").patch(path);
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().text("errors[0].field")).isEqualTo("archive");
        assertThat(as(tenant).body("{\"archive\": {}}").patch(path).json().text("archive")).isNull();
    }

    @Test
    void saysWhenTheProviderCallsTheBoardSomethingElse() {
        // When: the stand-in calls each board as its token says
        var wrong = add("Acme", "GREENHOUSE", "birch").json();
        var right = add("Acme", "GREENHOUSE", "acmelabs").json();
        var unknown = add("Acme", "GREENHOUSE", "unknown").json();

        // Then
        assertThat(wrong.text("boardName")).isEqualTo("birch");
        assertThat(wrong.texts("notes")).isEqualTo(List.of("The provider calls this board \"birch\"."));
        assertThat(right.texts("notes")).isEmpty();
        assertThat(right.text("health")).isEqualTo("ACTIVE");
        assertThat(unknown.text("health")).isEqualTo("SUSPECT");
        assertThat(unknown.texts("notes")).isEqualTo(List.of("The provider says that it has no such board."));
    }

    @Test
    void startsAfreshWhenItIsPointedToAnotherBoard() {
        // Given
        var path = "/sources/" + add("Acme", "GREENHOUSE", "unknown").json().required("id");

        // When
        var changed = as(tenant).body("{\"board\": \"acme\", \"pollEvery\": \"P1D\"}").patch(path).json();

        // Then
        assertThat(changed.text("health")).isEqualTo("ACTIVE");
        assertThat(changed.text("healthReason")).isNull();
        assertThat(changed.text("pollEvery")).isEqualTo("PT24H");
        assertThat(as(tenant).body("{\"pollEvery\": \"PT0S\"}").patch(path).json().text("pollEvery")).isNull();
        assertThat(as(tenant).body("{\"pollEvery\": \"P99D\"}").patch(path).status()).isEqualTo(400);
    }

    @Test
    void recognisesABoardByItsAddressAlone() {
        // When
        var added =
                as(tenant)
                        .body("{\"name\": \"Acme\", \"board\": \"https://jobs.eu.lever.co/acme/1\"}")
                        .post("/sources");
        var seen = as(tenant).body("{\"url\": \"acme.wd5.myworkdayjobs.com/de-DE/Jobs\"}").post("/sources/recognise");
        var denied = as(tenant).body("{\"url\": \"http://127.0.0.1:9/careers\"}").post("/sources/recognise");

        // Then
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.json().text("provider")).isEqualTo("LEVER");
        assertThat(added.json().text("board")).isEqualTo("eu:acme");
        assertThat(seen.json().text("board")).isEqualTo("acme|wd5|Jobs");
        assertThat(seen.json().text("how")).isEqualTo("ADDRESS");
        assertThat(denied.status()).isEqualTo(400);
        assertThat(denied.json().text("errors[0].field")).isEqualTo("url");
        assertThat(as(tenant).get("/sources").json().items("items")).hasSize(1);
    }

    @Test
    void importsAFileAndTellsWhatBecameOfEachRow() {
        // Given
        add("Acme", "LEVER", "acme");
        var removed = add("Birch", "LEVER", "birch").json().required("id");
        as(tenant).delete("/sources/" + removed);

        // When
        var csv =
                """
                name,provider,board
                Acme,LEVER,ACME
                Birch Again,LEVER,birch
                Cedar,,https://jobs.ashbyhq.com/Cedar
                Cedar again,ASHBY,cedar
                Dogwood,,dogwood
                """;
        var answer = as(tenant).header("Content-Type", "text/csv").body(csv).post("/sources/import");

        // Then
        var rows = answer.json();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(rows.texts("rows", "outcome"))
                .isEqualTo(List.of("EXISTS", "ADDED", "ADDED", "DUPLICATE", "REFUSED"));
        assertThat(rows.items("rows")).extracting(row -> row.number("line")).isEqualTo(List.of(2, 3, 4, 5, 6));
        assertThat(rows.text("rows[1].source")).isEqualTo(removed);
        assertThat(rows.number("added")).isEqualTo(2);
        assertThat(rows.number("duplicates")).isEqualTo(2);
        assertThat(rows.number("refused")).isOne();
        assertThat(as(tenant).get("/sources").json().texts("items", "name"))
                .containsExactlyInAnyOrder("Acme", "Birch Again", "Cedar");
        assertThat(as(tenant).header("Content-Type", "text/csv").body("\n").post("/sources/import").status())
                .isEqualTo(400);
        assertThat(scoped("jobs:read").header("Content-Type", "text/csv").body(csv).post("/sources/import").status())
                .isEqualTo(403);
    }

    @Test
    void importsThousandsOfBoardsAtOnceAndThenNoneAgain() {
        // Given
        var csv = new StringBuilder();
        for (var i = 0; i < 5_000; i++) {
            csv.append("Company ").append(i).append(",LEVER,company-").append(i).append("\r\n");
        }

        // When
        var first = as(tenant).header("Content-Type", "text/csv").body(csv.toString()).post("/sources/import").json();
        var again = as(tenant).header("Content-Type", "text/csv").body(csv.toString()).post("/sources/import").json();

        // Then
        assertThat(first.number("added")).isEqualTo(5_000);
        assertThat(again.number("added")).isZero();
        assertThat(again.number("duplicates")).isEqualTo(5_000);
    }

    private void readWhole(UUID id, Instant at) throws SQLException {
        var source =
                Fixtures.enabled(polled, tenant).stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        postings.settle(source, postings.stored(id), new Listing.Complete(List.of()), 0, at);
    }

    private Answer add(String name, String provider, String board) {
        return as(tenant)
                .body("{\"name\": \"%s\", \"provider\": \"%s\", \"board\": \"%s\"}".formatted(name, provider, board))
                .post("/sources");
    }

    private Answer list(@org.jspecify.annotations.Nullable String cursor) {
        return as(tenant).query("cursor", cursor == null ? "" : cursor).get("/sources");
    }
}
