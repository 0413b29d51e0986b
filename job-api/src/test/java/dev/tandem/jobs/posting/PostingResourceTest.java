package dev.tandem.jobs.posting;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.incoming;
import static dev.tandem.jobs.Fixtures.posting;
import static dev.tandem.jobs.Fixtures.scoped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.Answer;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.archive.ArchivePolicy;
import dev.tandem.jobs.archive.PolicyConfig;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.source.PolledSource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class PostingResourceTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Inject PostingBatches batches;

    @Inject AgroalDataSource database;

    private final String tenant = Fixtures.tenant();
    private PolledSource source;

    @BeforeEach
    void storeFourPostings() throws Exception {
        source = Fixtures.source(database, tenant, "acme");
        batches.upsert(
                source,
                List.of(
                        incoming(posting("1", "Backend Engineer", Workplace.REMOTE, NOON)),
                        incoming(posting("2", "Cook", Workplace.ON_SITE, NOON.plusSeconds(60))),
                        incoming(
                                posting("3", "Full-Stack Engineer (Ålesund)", Workplace.HYBRID, NOON.minusSeconds(60))),
                        new IncomingPosting(posting("4", "Intern"), "Acme", true, 0, List.of("Because."))),
                NOON);
    }

    @Test
    void listsNewestFirstWithoutWhatTheFilterHides() {
        // When
        var page = search("").json();

        // Then
        assertThat(page.texts("items", "externalId")).isEqualTo(List.of("2", "1", "3"));
        assertThat(page.text("items[1].title")).isEqualTo("Backend Engineer");
        assertThat(page.text("items[1].sourceName")).isEqualTo("Acme");
        assertThat(page.text("items[1].workplace")).isEqualTo("REMOTE");
        assertThat(page.text("items[1].locations[0].countryCode")).isEqualTo("NO");
        assertThat(page.text("items[1].departments[0]")).isEqualTo("Research & Development");
        assertThat(page.text("items[1].postedAt")).isEqualTo("2026-05-04T12:00:00Z");
        assertThat(page.text("items[1].descriptionText")).isNull();
        assertThat(page.text("next")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "q=engineer; 1 3",
                "q=ENGIN; 1 3",
                "q=engineer acme; 1 3",
                "q=full-stack; 3",
                "q=ålesund; 3",
                "q=rope; 2 1 3",
                "remote=true; 1",
                "remote=false; 2 3",
                "status=NEW; 2 1 3",
                "status=SAVED; ''",
                "filtered=true; 2 1 3 4",
            })
    void findsWhatIsAskedFor(String parameters, String ids) {
        var query = parameters.split("=");

        var found = as(tenant).query(query[0], query[1]).get("/postings").json();

        assertThat(String.join(" ", found.texts("items", "externalId"))).isEqualTo(ids);
    }

    @Test
    void findsThePostingsOfOneSource() {
        assertThat(search("?source=" + source.id()).json().items("items")).hasSize(3);
        assertThat(search("?source=" + UUID.randomUUID()).json().items("items")).isEmpty();
    }

    @Test
    void goesThroughAllPagesWithoutLosingOrDoublingAny() throws Exception {
        // Given: many of the same moment
        batches.upsert(source, incoming(Fixtures.postings(25)), NOON);

        // When
        var seen = new java.util.ArrayList<String>();
        var cursor = "";
        while (cursor != null) {
            var page = as(tenant).query("cursor", cursor).query("limit", 4).get("/postings").json();
            seen.addAll(page.texts("items", "id"));
            cursor = page.text("next");
        }

        // Then
        assertThat(seen).hasSize(28).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"q, +", "status, LOST", "source, 7", "remote, maybe", "filtered, 1", "cursor, YQ", "limit, 201"})
    void namesTheParameterThatIsWrong(String parameter, String value) {
        var answer = as(tenant).query(parameter, value).get("/postings");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().text("errors[0].field")).isEqualTo(parameter);
    }

    @Test
    void showsOnePostingWithItsDescription() {
        var answer = as(tenant).get("/postings/" + idOf("1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().text("descriptionText")).isEqualTo("Bring your own \"rope\".");
        assertThat(answer.json().text("descriptionHtml")).startsWith("<p>");
        assertThat(answer.json().text("url")).isEqualTo("https://boards.example.com/acme/1");
    }

    @Test
    void answersNotFoundForWhatIsNotThere() {
        var nowhere = "/postings/" + UUID.randomUUID();

        assertThat(as(tenant).get(nowhere).json().text("code")).isEqualTo("POSTING_NOT_FOUND");
        assertThat(as(tenant).get(nowhere).status()).isEqualTo(404);
        assertThat(as(tenant).body("{\"status\": \"SAVED\"}").patch(nowhere).status()).isEqualTo(404);
        assertThat(as(tenant).get("/postings/7").status()).isEqualTo(404);
    }

    @Test
    void keepsTheUsersWord() {
        // Given
        var id = idOf("1");

        // When
        var archived = mark(id, "ARCHIVED").json();

        // Then
        assertThat(archived.text("status")).isEqualTo("ARCHIVED");
        assertThat(archived.text("archivedBy")).isEqualTo("USER");
        assertThat(archived.text("archivedAt")).isNotNull();
        assertThat(ids(search(""))).containsExactly("2", "3");
        assertThat(ids(search("?status=ARCHIVED"))).containsExactly("1");
        assertThat(ids(search("?status=ARCHIVED&status=NEW"))).containsExactly("2", "1", "3");

        // When
        var back = mark(id, "NEW").json();

        // Then
        assertThat(back.text("status")).isEqualTo("NEW");
        assertThat(back.text("archivedBy")).isNull();
        assertThat(back.text("archivedAt")).isNull();
        assertThat(mark(id, "SAVED").json().text("status")).isEqualTo("SAVED");
        assertThat(mark(id, "APPLIED").json().text("status")).isEqualTo("APPLIED");
    }

    @Test
    void whatTheUserTakesBackFromTheArchiveStartsWithACleanSlate() throws Exception {
        // Given
        archiveEverything(NOON);
        assertThat(archiveEverything(NOON.plus(Duration.ofHours(6)))).isEqualTo(4);
        var id = search("?status=ARCHIVED").json().item("items", "externalId", "1").required("id");

        // When
        var back = mark(id, "NEW").json();

        // Then
        assertThat(back.text("archivedReason")).isNull();
        assertThat(back.text("missingSince")).isNull();
        assertThat(archiveEverything(NOON.plus(Duration.ofHours(7)))).isZero();
    }

    @Test
    void tellsWhatHasHappenedToAPosting() throws Exception {
        // Given
        var id = idOf("2");
        batches.upsert(source, List.of(incoming(posting("2", "Chef", Workplace.ON_SITE, NOON))), NOON.plusSeconds(60));
        archiveEverything(NOON.plusSeconds(120));
        archiveEverything(NOON.plus(Duration.ofDays(1)));

        // When
        var first = as(tenant).get("/postings/" + id + "/changes?limit=1").json();
        var rest = as(tenant).get("/postings/" + id + "/changes?cursor=" + first.text("next")).json();

        // Then
        assertThat(first.text("items[0].kind")).isEqualTo("ARCHIVED");
        assertThat(first.text("items[0].at")).isEqualTo("2026-05-05T12:00:00Z");
        assertThat(first.text("items[0].details.reason")).isEqualTo("BOARD_EMPTY");
        assertThat(rest.items("items")).hasSize(1);
        assertThat(rest.text("items[0].kind")).isEqualTo("CHANGED");
        assertThat(rest.text("items[0].details.title.from")).isEqualTo("Cook");
        assertThat(rest.text("items[0].details.title.to")).isEqualTo("Chef");
        assertThat(rest.text("next")).isNull();
        assertThat(as(Fixtures.tenant()).get("/postings/" + id + "/changes").status()).isEqualTo(404);
        assertThat(as(tenant).get("/postings/" + id + "/changes?cursor=YQ").status()).isEqualTo(400);
    }

    @Test
    void refusesAWordThatItDoesNotKnow() {
        var id = idOf("1");

        for (var body : List.of("{}", "{\"status\": null}", "{\"status\": \"LOST\"}", "{\"status\": 7}")) {
            var answer = as(tenant).body(body).patch("/postings/" + id);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.json().text("errors[0].field")).as(body).isEqualTo("status");
        }
        assertThat(as(tenant).patch("/postings/" + id).status()).isEqualTo(400);
    }

    @Test
    void keepsOnlyWhatTheUserTookUpOfARemovedSource() {
        // Given
        mark(idOf("1"), "SAVED");
        mark(idOf("2"), "ARCHIVED");

        // When
        assertThat(as(tenant).delete("/sources/" + source.id()).status()).isEqualTo(204);

        // Then
        assertThat(ids(search(""))).containsExactly("1");
        assertThat(ids(search("?status=ARCHIVED"))).containsExactly("2");
        as(tenant)
                .body("{\"name\": \"Acme\", \"provider\": \"GREENHOUSE\", \"board\": \"acme\"}")
                .post("/sources")
                .expect(201);
        assertThat(ids(search(""))).containsExactly("1", "3");
    }

    @Test
    void showsATenantNothingOfAnother() {
        // Given
        var stranger = Fixtures.tenant();
        var id = idOf("1");

        // Then
        assertThat(as(stranger).get("/postings").json().items("items")).isEmpty();
        assertThat(as(stranger).get("/postings?source=" + source.id()).json().items("items")).isEmpty();
        assertThat(as(stranger).get("/postings/" + id).status()).isEqualTo(404);
        assertThat(as(stranger).body("{\"status\": \"SAVED\"}").patch("/postings/" + id).status()).isEqualTo(404);
        assertThat(as(tenant).get("/postings/" + id).json().text("status")).isEqualTo("NEW");
    }

    @Test
    void wantsTheScopeThatFits() {
        var nowhere = "/postings/" + UUID.randomUUID();

        assertThat(scoped("jobs:read").get("/postings").status()).isEqualTo(200);
        assertThat(scoped("jobs:read").body("{\"status\": \"SAVED\"}").patch(nowhere).status()).isEqualTo(403);
        assertThat(scoped("audit:read").get("/postings").status()).isEqualTo(403);
        assertThat(scoped("audit:read").get(nowhere).status()).isEqualTo(403);
    }

    private Answer search(String query) {
        return as(tenant).get("/postings" + query);
    }

    private Answer mark(String id, String status) {
        var answer = as(tenant).body("{\"status\": \"" + status + "\"}").patch("/postings/" + id);
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private String idOf(String externalId) {
        return search("").json().item("items", "externalId", externalId).required("id");
    }

    private static List<String> ids(Answer page) {
        return page.json().texts("items", "externalId");
    }

    private int archiveEverything(Instant at) throws SQLException {
        var simple = new PostingBatches(database, new PolicyConfig(ArchivePolicy.plain(2, Duration.ofHours(6))));
        return simple.settle(source, simple.stored(source.id()), new Listing.Complete(List.of()), 0, at);
    }
}
