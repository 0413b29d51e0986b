package dev.tandem.jobs.match;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.incoming;
import static dev.tandem.jobs.Fixtures.posting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.TestTokens;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.posting.PostingBatches;
import dev.tandem.jobs.source.PolledSource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
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
class FilterTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Inject PostingBatches batches;

    @Inject Matches matches;

    @Inject AgroalDataSource database;

    private final String tenant = Fixtures.tenant();
    private PolledSource source;

    @BeforeEach
    void storeSome() throws Exception {
        source = Fixtures.source(database, tenant, "acme");
        store("1", "Backend Engineer", Workplace.REMOTE);
        store("2", "Cook", Workplace.ON_SITE);
        store("3", "Staff Engineer, Backend", Workplace.HYBRID);
    }

    @Test
    void findsWhatIsStoredTheBestFirstAndSaysWhy() {
        // When
        var id = create("{\"include\": [\"engineer\"], \"workplaces\": [\"REMOTE\", \"HYBRID\"]}");

        // Then
        var page = as(tenant).get("/postings?filter=" + id).json();
        assertThat(page.texts("items", "externalId")).isEqualTo(List.of("3", "1"));
        assertThat(page.number("items[0].score")).isEqualTo(100);
        assertThat(page.text("items[0].matchReasons[0]")).isEqualTo("The title holds \"engineer\".");
        assertThat(page.text("items[0].matchReasons[1]")).isEqualTo("The workplace is hybrid.");
        assertThat(as(tenant).get("/postings?q=staff&filter=" + id).json().texts("items", "externalId"))
                .isEqualTo(List.of("3"));
        assertThat(as(tenant).get("/filters/" + id).json().number("matches")).isEqualTo(2);
    }

    @Test
    void judgesWhatIsNewOrChanged() throws Exception {
        // Given
        var id = create("{\"include\": [\"engineer\"]}");

        // When
        store("4", "Data Engineer", Workplace.REMOTE);
        store("1", "Backend Developer", Workplace.REMOTE);
        matches.judgeNew(tenant);

        // Then
        assertThat(matching(id)).containsExactlyInAnyOrder("3", "4");
        assertThat(known(id)).isEqualTo("3:true 4:false");
    }

    @Test
    void judgesEverythingAgainWhenAskedForSomethingElse() throws Exception {
        // Given
        var id = create("{\"include\": [\"engineer\"]}");

        // When
        var changed = as(tenant).body("{\"criteria\": {\"include\": [\"cook\"]}}").patch("/filters/" + id);
        Fixtures.awaitEvaluation(tenant, id);

        // Then
        assertThat(changed.status()).isEqualTo(200);
        assertThat(matching(id)).containsExactly("2");
        assertThat(known(id)).isEqualTo("2:true");
        assertThat(as(tenant).get("/filters/" + id).json().number("evaluation.judged")).isEqualTo(3);
        assertThat(as(tenant).get("/postings").json().items("items")).hasSize(3);
    }

    @Test
    void aNewNameIsNoReasonToJudgeAnythingAgain() {
        var id = create("{\"include\": [\"engineer\"]}");

        var renamed = as(tenant).body("{\"name\": \"Mine\"}").patch("/filters/" + id).json();

        assertThat(renamed.text("name")).isEqualTo("Mine");
        assertThat(renamed.flag("evaluation.done")).isTrue();
        assertThat(renamed.text("criteria.include[0]")).isEqualTo("engineer");
    }

    @Test
    void previewsWithoutKeepingAnything() {
        var preview = as(tenant).body("{\"include\": [\"backend\"]}").post("/filters/preview").json();

        assertThat(preview.number("judged")).isEqualTo(3);
        assertThat(preview.number("matches")).isEqualTo(2);
        assertThat(preview.text("sample[0].fit.reasons[0].sentence")).isEqualTo("The title holds \"backend\".");
        assertThat(as(tenant).get("/filters").json().items("items")).isEmpty();
    }

    @Test
    void isNobodyElses() throws Exception {
        // Given
        var id = create("{\"include\": [\"engineer\"]}");
        var colleague = user(tenant);
        var stranger = Fixtures.tenant();
        store("9", "Engineer", Workplace.REMOTE);
        batches.upsert(Fixtures.source(database, stranger, "b"), incoming(List.of(posting("8", "Engineer"))), NOON);
        matches.judgeNew(stranger);
        matches.judgeNew(tenant);

        // Then
        for (var other : List.of(colleague, as(stranger))) {
            assertThat(other.get("/filters/" + id).status()).isEqualTo(404);
            assertThat(other.body("{\"name\": \"x\"}").patch("/filters/" + id).status()).isEqualTo(404);
            assertThat(other.delete("/filters/" + id).status()).isEqualTo(404);
            assertThat(other.get("/filters").json().items("items")).isEmpty();
            assertThat(other.get("/postings?filter=" + id).status()).isEqualTo(404);
            assertThat(other.get("/postings/facets?filter=" + id).status()).isEqualTo(404);
            assertThat(other.get("/postings/export?filter=" + id).status()).isEqualTo(404);
        }
        assertThat(matching(id)).containsExactlyInAnyOrder("1", "3", "9");
    }

    @Test
    void isForgottenWhenItIsDeleted() {
        var id = create("{\"include\": [\"engineer\"]}");

        assertThat(as(tenant).delete("/filters/" + id).status()).isEqualTo(204);

        assertThat(as(tenant).get("/filters/" + id).json().text("code")).isEqualTo("FILTER_NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"name\": \"x\"}; criteria",
                "{\"criteria\": {\"include\": [\"a\"]}}; name",
                "{\"name\": \"x\", \"criteria\": {}}; criteria",
                "{\"name\": \"x\", \"criteria\": {\"include\": [\" \"]}}; criteria.include[0]",
                "{\"name\": \"x\", \"criteria\": {\"countries\": [\"Norway\"]}}; criteria.countries[0]",
                "{\"name\": \"x\", \"criteria\": {\"workplaces\": [\"MOON\"]}}; criteria.workplaces[0]",
                "{\"name\": \"x\", \"criteria\": {\"salary\": {\"amount\": 0}}}; criteria.salary.amount",
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var answer = as(tenant).body(body).post("/filters");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().texts("errors", "field")).contains(field);
    }

    private String create(String criteria) {
        var answer = as(tenant).body("{\"name\": \"Jobs\", \"criteria\": " + criteria + "}").post("/filters");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        var id = answer.json().required("id");
        Fixtures.awaitEvaluation(tenant, id);
        return id;
    }

    private List<String> matching(String id) {
        return as(tenant).get("/postings?filter=" + id).json().texts("items", "externalId");
    }

    private String known(String id) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "select string_agg(p.external_id || ':' || m.known, ' ' order by p.external_id)"
                                        + " from match m join posting p on p.id = m.posting_id where m.filter_id = ?")) {
            statement.setObject(1, UUID.fromString(id));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        }
    }

    private void store(String id, String title, Workplace workplace) throws SQLException {
        batches.upsert(
                source, List.of(incoming(posting(id, title, workplace, NOON.plusSeconds(Integer.parseInt(id))))), NOON);
    }

    private static Request user(String tenant) {
        var token =
                TestTokens.adminClaims()
                        .subject("somebody-else")
                        .claim("tenant", tenant)
                        .sign(TestTokens.key(TestTokens.ADMIN_SECRET));
        return Request.bearer(token).header("Content-Type", "application/json");
    }
}
