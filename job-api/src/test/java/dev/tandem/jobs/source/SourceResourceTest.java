package dev.tandem.jobs.source;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.scoped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.archive.ArchivePolicy;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.posting.PostingBatches;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(answer.statusCode()).isEqualTo(201);
        var source = as(tenant).get(answer.header("Location"));
        assertThat(answer.jsonPath().getString("board")).isEqualTo("Acme");
        assertThat(answer.jsonPath().getBoolean("enabled")).isTrue();
        assertThat(answer.header("Location")).endsWith("/sources/" + answer.jsonPath().getString("id"));
        assertThat(source.statusCode()).isEqualTo(200);
        assertThat(source.jsonPath().getString("name")).isEqualTo("Acme");
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
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getList("errors.field", String.class)).contains(field);
        assertThat(answer.jsonPath().getString("errors[0].message")).endsWith(".");
    }

    @Test
    void refusesABoardTwiceWhateverItsCase() {
        // Given
        add("Acme", "LEVER", "acme");

        // When
        var answer = add("Acme again", "LEVER", "https://jobs.lever.co/ACME");

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("SOURCE_EXISTS");
        assertThat(add("Acme", "GREENHOUSE", "acme").statusCode()).isEqualTo(201);
    }

    @Test
    void refusesABoardTwiceAtTheSameMoment() throws Exception {
        // Given
        Callable<Integer> adding = () -> add("Acme", "LEVER", "acme").statusCode();

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
        var id = add("Acme", "LEVER", "acme").jsonPath().getString("id");

        // When
        var moved = as(tenant).body("{\"board\": \"eu:acme\"}").patch("/sources/" + id);
        var renamed = as(tenant).body("{\"name\": \" Acme Labs \", \"enabled\": false}").patch("/sources/" + id);

        // Then
        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(moved.jsonPath().getString("board")).isEqualTo("eu:acme");
        assertThat(moved.jsonPath().getString("name")).isEqualTo("Acme");
        assertThat(renamed.jsonPath().getString("name")).isEqualTo("Acme Labs");
        assertThat(renamed.jsonPath().getBoolean("enabled")).isFalse();
        assertThat(renamed.jsonPath().getString("board")).isEqualTo("eu:acme");
    }

    @Test
    void refusesToChangeASourceIntoWhatItMustNotBe() {
        // Given
        var id = add("Acme", "LEVER", "acme").jsonPath().getString("id");
        add("Other", "LEVER", "other");

        // Then
        assertThat(
                        as(tenant)
                                .body("{\"board\": \"a/b\"}")
                                .patch("/sources/" + id)
                                .jsonPath()
                                .getString("errors[0].field"))
                .isEqualTo("board");
        assertThat(as(tenant).body("{\"name\": \"\"}").patch("/sources/" + id).jsonPath().getString("errors[0].field"))
                .isEqualTo("name");
        assertThat(as(tenant).body("{\"board\": \"Other\"}").patch("/sources/" + id).statusCode()).isEqualTo(409);
        assertThat(as(tenant).body("{}").patch("/sources/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @Test
    void bringsBackARemovedBoardAsTheSameSource() {
        // Given
        var id = add("Acme", "LEVER", "acme").jsonPath().getString("id");

        // When
        var removed = as(tenant).delete("/sources/" + id);

        // Then
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(list(null).jsonPath().getList("items")).isEmpty();
        assertThat(as(tenant).get("/sources/" + id).statusCode()).isEqualTo(404);
        assertThat(as(tenant).delete("/sources/" + id).statusCode()).isEqualTo(404);
        assertThat(as(tenant).delete("/sources/" + id).jsonPath().getString("code")).isEqualTo("SOURCE_NOT_FOUND");
        var again = add("Acme AS", "LEVER", "Acme");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.jsonPath().getString("id")).isEqualTo(id);
        assertThat(again.jsonPath().getString("board")).isEqualTo("Acme");
    }

    @Test
    void listsPageByPageInTheOrderInWhichTheyWereAdded() {
        // Given
        for (var board : List.of("c", "a", "b")) {
            add(board, "LEVER", board);
        }

        // When
        var first = as(tenant).get("/sources?limit=2");
        var second = list(first.jsonPath().getString("next"));

        // Then
        assertThat(first.jsonPath().getList("items.name")).isEqualTo(List.of("c", "a"));
        assertThat(second.jsonPath().getList("items.name")).isEqualTo(List.of("b"));
        assertThat(second.jsonPath().getString("next")).isNull();
        assertThat(as(tenant).get("/sources?limit=0").statusCode()).isEqualTo(400);
        assertThat(as(tenant).get("/sources?limit=many").jsonPath().getString("errors[0].field")).isEqualTo("limit");
        assertThat(list("YQ").statusCode()).isEqualTo(400);
    }

    @Test
    void showsATenantNothingOfAnother() {
        // Given
        var id = add("Acme", "LEVER", "acme").jsonPath().getString("id");
        var stranger = Fixtures.tenant();

        // Then
        assertThat(as(stranger).get("/sources").jsonPath().getList("items")).isEmpty();
        assertThat(as(stranger).get("/sources/" + id).statusCode()).isEqualTo(404);
        assertThat(as(stranger).body("{\"name\": \"Mine\"}").patch("/sources/" + id).statusCode()).isEqualTo(404);
        assertThat(as(stranger).delete("/sources/" + id).statusCode()).isEqualTo(404);
        assertThat(
                        as(stranger)
                                .body("{\"name\": \"Acme\", \"provider\": \"LEVER\", \"board\": \"acme\"}")
                                .post("/sources")
                                .statusCode())
                .isEqualTo(201);
    }

    @Test
    void wantsTheScopeThatFits() {
        var body = "{\"name\": \"Acme\", \"provider\": \"LEVER\", \"board\": \"scoped\"}";
        var id = UUID.randomUUID();

        assertThat(scoped("jobs:read").get("/sources").statusCode()).isEqualTo(200);
        assertThat(scoped("jobs:read").body(body).post("/sources").statusCode()).isEqualTo(403);
        assertThat(scoped("jobs:read").body("{}").patch("/sources/" + id).statusCode()).isEqualTo(403);
        assertThat(scoped("jobs:read").delete("/sources/" + id).statusCode()).isEqualTo(403);
        assertThat(scoped("audit:read audit:write").get("/sources").statusCode()).isEqualTo(403);
    }

    @Test
    void showsWhenThePollsReadIt() throws Exception {
        // Given
        var id = UUID.fromString(add("Acme", "LEVER", "acme").jsonPath().getString("id"));
        var noon = Instant.parse("2026-05-04T12:00:00Z");

        // When
        readWhole(id, noon);
        polled.attempted(id, noon.plusSeconds(60));
        readWhole(id, noon.minusSeconds(60));

        // Then
        var source = as(tenant).get("/sources/" + id).jsonPath();
        assertThat(source.getString("lastSuccessAt")).isEqualTo("2026-05-04T12:00:00Z");
        assertThat(source.getString("lastAttemptAt")).isEqualTo("2026-05-04T12:01:00Z");
    }

    @Test
    void mayHaveAnArchivePolicyOfItsOwn() throws Exception {
        // Given
        var path = "/sources/" + add("Acme", "LEVER", "acme").jsonPath().getString("id");
        assertThat(as(tenant).get(path).jsonPath().getString("archive")).isNull();

        // When
        var changed = as(tenant).body("{\"archive\": {\"misses\": 3, \"after\": \"PT48H\"}}").patch(path);

        // Then
        assertThat(changed.jsonPath().getInt("archive.misses")).isEqualTo(3);
        assertThat(changed.jsonPath().getString("archive.after")).isEqualTo("PT48H");
        var usual = ArchivePolicy.plain(2, Duration.ofHours(6));
        assertThat(polled.enabled(tenant))
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
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.jsonPath().getString("errors[0].field")).isEqualTo("archive");
        assertThat(as(tenant).body("{\"archive\": {}}").patch(path).jsonPath().getString("archive")).isNull();
    }

    @Test
    void saysWhenTheProviderCallsTheBoardSomethingElse() {
        // When: the stand-in calls each board as its token says
        var wrong = add("Acme", "GREENHOUSE", "birch").jsonPath();
        var right = add("Acme", "GREENHOUSE", "acmelabs").jsonPath();
        var unknown = add("Acme", "GREENHOUSE", "unknown").jsonPath();

        // Then
        assertThat(wrong.getString("boardName")).isEqualTo("birch");
        assertThat(wrong.getList("notes")).isEqualTo(List.of("The provider calls this board \"birch\"."));
        assertThat(right.getList("notes")).isEmpty();
        assertThat(right.getString("health")).isEqualTo("ACTIVE");
        assertThat(unknown.getString("health")).isEqualTo("SUSPECT");
        assertThat(unknown.getList("notes")).isEqualTo(List.of("The provider says that it has no such board."));
    }

    @Test
    void startsAfreshWhenItIsPointedToAnotherBoard() {
        // Given
        var path = "/sources/" + add("Acme", "GREENHOUSE", "unknown").jsonPath().getString("id");

        // When
        var changed = as(tenant).body("{\"board\": \"acme\", \"pollEvery\": \"P1D\"}").patch(path).jsonPath();

        // Then
        assertThat(changed.getString("health")).isEqualTo("ACTIVE");
        assertThat(changed.getString("healthReason")).isNull();
        assertThat(changed.getString("pollEvery")).isEqualTo("PT24H");
        assertThat(as(tenant).body("{\"pollEvery\": \"PT0S\"}").patch(path).jsonPath().getString("pollEvery")).isNull();
        assertThat(as(tenant).body("{\"pollEvery\": \"P99D\"}").patch(path).statusCode()).isEqualTo(400);
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
        assertThat(added.statusCode()).as(added.asString()).isEqualTo(201);
        assertThat(added.jsonPath().getString("provider")).isEqualTo("LEVER");
        assertThat(added.jsonPath().getString("board")).isEqualTo("eu:acme");
        assertThat(seen.jsonPath().getString("board")).isEqualTo("acme|wd5|Jobs");
        assertThat(seen.jsonPath().getString("how")).isEqualTo("ADDRESS");
        assertThat(denied.statusCode()).isEqualTo(400);
        assertThat(denied.jsonPath().getString("errors[0].field")).isEqualTo("url");
        assertThat(as(tenant).get("/sources").jsonPath().getList("items")).hasSize(1);
    }

    @Test
    void importsAFileAndTellsWhatBecameOfEachRow() {
        // Given
        add("Acme", "LEVER", "acme");
        var removed = add("Birch", "LEVER", "birch").jsonPath().getString("id");
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
        var answer = as(tenant).contentType("text/csv").body(csv).post("/sources/import");

        // Then
        var rows = answer.jsonPath();
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(rows.getList("rows.outcome")).isEqualTo(List.of("EXISTS", "ADDED", "ADDED", "DUPLICATE", "REFUSED"));
        assertThat(rows.getList("rows.line")).isEqualTo(List.of(2, 3, 4, 5, 6));
        assertThat(rows.getString("rows[1].source")).isEqualTo(removed);
        assertThat(rows.getInt("added")).isEqualTo(2);
        assertThat(rows.getInt("duplicates")).isEqualTo(2);
        assertThat(rows.getInt("refused")).isOne();
        assertThat(as(tenant).get("/sources").jsonPath().getList("items.name"))
                .containsExactlyInAnyOrder("Acme", "Birch Again", "Cedar");
        assertThat(as(tenant).contentType("text/csv").body("\n").post("/sources/import").statusCode()).isEqualTo(400);
        assertThat(scoped("jobs:read").contentType("text/csv").body(csv).post("/sources/import").statusCode())
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
        var first = as(tenant).contentType("text/csv").body(csv.toString()).post("/sources/import").jsonPath();
        var again = as(tenant).contentType("text/csv").body(csv.toString()).post("/sources/import").jsonPath();

        // Then
        assertThat(first.getInt("added")).isEqualTo(5_000);
        assertThat(again.getInt("added")).isZero();
        assertThat(again.getInt("duplicates")).isEqualTo(5_000);
    }

    private void readWhole(UUID id, Instant at) throws SQLException {
        var source = polled.enabled(tenant).stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
        postings.settle(source, postings.stored(id), new Listing.Complete(List.of()), 0, at);
    }

    private Response add(String name, String provider, String board) {
        return as(tenant)
                .body("{\"name\": \"%s\", \"provider\": \"%s\", \"board\": \"%s\"}".formatted(name, provider, board))
                .post("/sources");
    }

    private Response list(@org.jspecify.annotations.Nullable String cursor) {
        return as(tenant).queryParam("cursor", cursor == null ? "" : cursor).get("/sources");
    }
}
