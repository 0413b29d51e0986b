package dev.tandem.jobs.search;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.incoming;
import static dev.tandem.jobs.Fixtures.posting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.posting.IncomingPosting;
import dev.tandem.jobs.posting.PostingBatches;
import dev.tandem.jobs.source.PolledSource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class SearchTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Inject PostingBatches batches;

    @Inject AgroalDataSource database;

    private final String tenant = Fixtures.tenant();
    private PolledSource source;

    @BeforeEach
    void storeSome() throws Exception {
        source = Fixtures.source(database, tenant, "acme");
        store("1", "Backend Engineer", Workplace.REMOTE, 0);
        store("2", "Cook for Engineers", Workplace.ON_SITE, 60);
        store("3", "Full-Stack Developer/Designer (Ålesund)", Workplace.HYBRID, 120);
        store("4", "C++ and node.js Wizard", null, 180);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "engineer; 1 2",
                "engi; 1 2",
                "rope; 4 3 2 1",
                "rop; ``",
                "norway; 1 2 4 3",
                "research engineer; 1 2",
                "alesund; 3",
                "ÅLESUND; 3",
                "designer; 3",
                "c++; 4",
                "node; 4",
                "x') or 1=1 --; ``",
                "qx & zy | !jj; ``",
                "`'`; ``",
                "cook's; ``",
            })
    void findsWordsOfTheTitleFirst(String q, String ids) {
        if (q.codePoints().noneMatch(Character::isLetterOrDigit)) {
            assertThat(as(tenant).query("q", q).get("/postings").status()).isEqualTo(400);
            return;
        }
        assertThat(String.join(" ", ids(search("q", q)))).isEqualTo(ids);
    }

    @Test
    void saysWhatItLookedForInsteadOfAMistypedWord() {
        // When
        var page = search("q", "Bakcend enginer");

        // Then
        assertThat(page.text("correctedTo")).isEqualTo("backend engineer");
        assertThat(ids(page)).containsExactly("1");
        assertThat(search("q", "backend").text("correctedTo")).isNull();
        assertThat(search("q", "zzzzzzz").text("correctedTo")).isNull();
    }

    @Test
    void furtherPagesAreOfWhatTheFirstWasCorrectedTo() {
        // When
        var first = as(tenant).get("/postings?limit=1&q=enginere").json();
        var second = as(tenant).get("/postings?limit=1&q=enginere&cursor=" + first.text("next")).json();

        // Then
        assertThat(ids(first)).containsExactly("1");
        assertThat(ids(second)).containsExactly("2");
        assertThat(second.text("next")).isNull();
    }

    @Test
    void correctsToNoWordOfAnotherTenant() throws Exception {
        // Given
        var other = Fixtures.tenant();
        batches.upsert(Fixtures.source(database, other, "other"), incoming(List.of(posting("1", "Zymurgist"))), NOON);

        // Then
        assertThat(search("q", "zymurgyst").text("correctedTo")).isNull();
        assertThat(as(other).query("q", "zymurgyst").get("/postings").json().text("correctedTo"))
                .isEqualTo("zymurgist");
    }

    @Test
    void offersAWordWhereHardlyAnythingHoldsTheTypedOne() throws Exception {
        store("5", "Enginer with a typing error", Workplace.REMOTE, 300);

        var page = search("q", "enginer");

        assertThat(ids(page)).containsExactly("5");
        assertThat(page.text("suggestion")).isEqualTo("engineer");
        assertThat(page.text("correctedTo")).isNull();
    }

    @Test
    void countsWhatCanBeFilteredBy() {
        // When
        var facets = as(tenant).get("/postings/facets").json();
        var page = as(tenant).get("/postings?facets=true&limit=1").json();

        // Then
        assertThat(facets.texts("facets.workplace", "value")).isEqualTo(List.of("HYBRID", "ON_SITE", "REMOTE"));
        assertThat(facets.number("facets.country[0].count")).isEqualTo(4);
        assertThat(facets.text("facets.company[0].value")).isEqualTo("Acme");
        assertThat(facets.text("facets.source[0].value")).isEqualTo(source.id().toString());
        assertThat(facets.text("facets.status[0].value")).isEqualTo("NEW");
        assertThat(facets.number("total.count")).isEqualTo(4);
        assertThat(facets.flag("total.atLeast")).isFalse();
        assertThat(page.items("items")).hasSize(1);
        assertThat(page.map("facets")).isEqualTo(facets.map("facets"));
    }

    @ParameterizedTest
    @CsvSource({
        "country, NO, 4 3 2 1",
        "country, 'SE,NO', 4 3 2 1",
        "country, SE, ''",
        "company, acme, 4 3 2 1",
        "company, acm, ''",
        "workplace, 'REMOTE,HYBRID', 3 1",
        "employmentType, FULL_TIME, ''",
        "seniority, SENIOR, ''",
        "remote, false, 4 3 2",
    })
    void filtersByFacets(String parameter, String value, String ids) {
        assertThat(String.join(" ", ids(search(parameter, value)))).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "NO, workplace=REMOTE, 1",
        "'SE,NO', 'workplace=REMOTE,HYBRID', 3 1",
        "SE, workplace=REMOTE, ''",
        "NO, remote=false, 4 3 2",
        "'NO,SE,DE,FR,GB', remote=false, 4 3 2",
    })
    void filtersByCountryAndWorkplaceTogether(String countries, String workplaces, String ids) {
        var page = as(tenant).get("/postings?country=" + countries + "&" + workplaces).json();

        assertThat(String.join(" ", ids(page))).isEqualTo(ids);
    }

    @Test
    void knowsAtOnceWhatHasChanged() throws Exception {
        // When
        store("1", "Frontend Engineer", Workplace.ON_SITE, 0);

        // Then
        assertThat(ids(search("q", "backend"))).isEmpty();
        assertThat(ids(search("q", "frontend"))).containsExactly("1");
        assertThat(ids(search("remote", "true"))).isEmpty();

        // When
        var id = search("q", "frontend").required("items[0].id");
        as(tenant).body("{\"status\": \"ARCHIVED\"}").patch("/postings/" + id);

        // Then
        assertThat(ids(search("q", "frontend"))).isEmpty();
        assertThat(ids(as(tenant).get("/postings?q=frontend&status=ARCHIVED").json())).containsExactly("1");
    }

    @Test
    void theIndexKnowsWhatIsShownWhateverHasBecomeOfIt() throws Exception {
        assertThat(wordsForShown()).containsOnly(3).hasSize(4);
        assertThat(shownByDay()).isEqualTo(4);

        // When: one is hidden, one is hidden and changed, one is archived, and one taken up
        store("1", "Backend Engineer", Workplace.REMOTE, 0, true);
        store("2", "Chef for Engineers", Workplace.ON_SITE, 60, true);
        change("3", "ARCHIVED");
        change("4", "SAVED");

        // Then
        assertThat(wordsForShown()).containsExactly(0, 0, 0, 3);
        assertThat(shownByDay()).isEqualTo(1);
        assertThat(ids(search("q", "rope"))).containsExactly("4");
        assertThat(ids(as(tenant).get("/postings?q=rope&filtered=true").json())).containsExactly("4", "2", "1");

        // When: one is taken up though it is hidden, one is hidden no longer, one comes back, and one changes its day
        change("1", "APPLIED");
        store("2", "Chef for Engineers", Workplace.ON_SITE, 60, false);
        change("3", "NEW");
        store("4", "C++ and node.js Wizard", null, 90 * 86_400, false);

        // Then
        assertThat(wordsForShown()).containsExactly(3, 3, 3, 3);
        assertThat(shownByDay()).isEqualTo(4);
        assertThat(ids(search("q", "rope"))).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @ParameterizedTest
    @CsvSource({"RELEVANCE", "NEWEST"})
    void pagesStayAsTheyWereWhileOthersAreAdded(String order) throws Exception {
        // Given: titles of different length, so that they are of different relevance
        var many =
                IntStream.range(0, 25)
                        .mapToObj(i ->
                                posting("m" + i, "Miller" + " x".repeat(i % 5), Workplace.REMOTE, NOON.minusSeconds(i)))
                        .toList();
        batches.upsert(source, incoming(many), NOON);

        // When
        var seen = new ArrayList<String>();
        var cursor = "";
        while (cursor != null) {
            var page =
                    as(tenant)
                            .query("q", "miller")
                            .query("order", order)
                            .query("cursor", cursor)
                            .query("limit", 4)
                            .get("/postings")
                            .json();
            seen.addAll(page.texts("items", "externalId"));
            cursor = page.text("next");
            var added = "late-" + seen.size();
            batches.upsert(
                    source, incoming(List.of(posting(added, "Miller", Workplace.REMOTE, NOON.plusSeconds(9)))), NOON);
        }

        // Then
        assertThat(seen).hasSize(25).doesNotHaveDuplicates().allMatch(id -> id.startsWith("m"));
    }

    private void store(String id, String title, @Nullable Workplace workplace, int seconds) throws SQLException {
        store(id, title, workplace, seconds, false);
    }

    private void store(String id, String title, @Nullable Workplace workplace, int seconds, boolean hidden)
            throws SQLException {
        var row =
                new IncomingPosting(
                        posting(id, title, workplace, NOON.plusSeconds(seconds)), "Acme", hidden, 0, List.of());
        batches.upsert(source, List.of(row), NOON);
    }

    private void change(String externalId, String status) {
        var all =
                as(tenant)
                        .query("filtered", true)
                        .query("status", "NEW,SAVED,APPLIED,ARCHIVED")
                        .get("/postings")
                        .json();
        var id = all.item("items", "externalId", externalId).required("id");
        var answer = as(tenant).body("{\"status\": \"%s\"}".formatted(status)).patch("/postings/" + id);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private int shownByDay() throws SQLException {
        return numbers("select sum(shown) from search_day where tenant = ?").getFirst();
    }

    /// How many of the words for what is shown each posting has in the index, in the order of their external ids.
    private List<Integer> wordsForShown() throws SQLException {
        return numbers(
                """
                select (select count(*) from unnest(tsvector_to_array(s.document)) as word
                        where word = '@T/' || s.tenant
                            or word = '@D/' || search_day(p.published_at) || '/' || s.tenant
                            or word = '@M/' || (search_day(p.published_at) >> 5) || '/' || s.tenant)
                from posting_search s join posting p on p.id = s.posting_id
                where s.tenant = ?
                order by p.external_id\
                """);
    }

    /// @param sql with the tenant as its one parameter
    private List<Integer> numbers(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setString(1, tenant);
            var numbers = new ArrayList<Integer>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getInt(1));
                }
            }
            return numbers;
        }
    }

    private Json search(String parameter, String value) {
        var answer = as(tenant).query(parameter, value).get("/postings");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> ids(Json page) {
        return page.texts("items", "externalId");
    }
}
