package dev.tandem.jobs.posting;

import static dev.tandem.jobs.Fixtures.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.source.PolledSource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class PostingLinksTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final String TEXT = words(0, 100);

    @Inject AgroalDataSource database;

    @Inject PostingBatches postings;

    @Inject PostingLinks links;

    private final String tenant = Fixtures.tenant();
    private PolledSource one;
    private PolledSource two;
    private PolledSource three;

    @BeforeEach
    void addThreeBoards() throws SQLException {
        one = Fixtures.source(database, tenant, "one");
        two = Fixtures.source(database, tenant, "two");
        three = Fixtures.source(database, tenant, "three");
    }

    @Test
    void linksTheSameTextUnderTheSameTitle() throws Exception {
        // Given: the second board calls the company something else
        store(one, "Acme", posting("a", "Senior Cook", TEXT, null));
        store(two, "Birch Recruiting", posting("b", "senior  cook", TEXT, null));
        store(three, "Acme", posting("c", "Senior Baker", TEXT, null));

        // When
        assertThat(links.link(tenant)).isEqualTo(3);

        // Then
        assertThat(alsoOn("a")).containsExactly("b");
        assertThat(alsoOn("b")).containsExactly("a");
        assertThat(alsoOn("c")).isEmpty();
        assertThat(all().item("items", "externalId", "b").text("duplicateOf"))
                .isEqualTo(all().item("items", "externalId", "a").text("id"));
        assertThat(all().item("items", "externalId", "a").text("duplicateOf")).isNull();
        assertThat(all().items("items")).as("each is kept").hasSize(3);
    }

    /// As autovacuum does it by itself, and a restored dump afterwards.
    @Test
    void theDatabaseCanTakeStatisticsOfPostingsAndBuildTheirIndexesAgain() throws Exception {
        store(one, "Acme Inc.", posting("a", "Cook", TEXT, null));

        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("analyze posting");
            statement.execute("reindex index posting_alike");
            assertThat(statement.executeQuery("select from pg_stats where tablename = 'posting_alike'").next())
                    .isTrue();
        }
    }

    @Test
    void companiesThatNumberTheirJobsAlikeAreNotComparedWithEachOther() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var explain = connection.prepareStatement("explain " + LinkSql.LINK)) {
            // Few rows would be read without any index.
            statement.execute("set enable_seqscan = off");
            explain.setString(1, tenant);
            explain.setInt(2, 1_000);
            var plan = new ArrayList<String>();
            try (var lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.add(lines.getString(1).strip());
                }
            }
            statement.execute("reset enable_seqscan");

            assertThat(plan)
                    .anyMatch(line ->
                            line.startsWith("Index Cond:")
                                    && line.contains("requisition")
                                    && line.contains("posting_company"))
                    .noneMatch(line -> line.startsWith("Filter:") && line.contains("posting_company"));
        }
    }

    @Test
    void linksTheSameRequisitionOfACompany() throws Exception {
        // Given
        store(one, "Acme Inc.", posting("a", "Cook", words(0, 40), "R-77"));
        store(two, "ACME", posting("b", "Cook (all genders)", words(50, 90), "R-77"));
        store(three, "Birch", posting("c", "Cook", words(100, 140), "R-77"));

        // When
        links.link(tenant);

        // Then
        assertThat(alsoOn("a")).containsExactly("b");
        assertThat(alsoOn("c")).isEmpty();
    }

    @Test
    void linksCompanyTitleAndPlaceWhereTheTextIsSimilar() throws Exception {
        // Given
        store(one, "Acme", posting("a", "Cook", words(0, 100), null));
        store(two, "Acme GmbH", posting("b", "Cook", words(5, 103), null));
        store(three, "Acme", posting("c", "Cook", words(70, 170), null));

        // When
        links.link(tenant);

        // Then
        assertThat(alsoOn("a")).containsExactly("b");
        assertThat(alsoOn("c")).isEmpty();
    }

    @Test
    void linksNothingWithinOneBoard() throws Exception {
        // Given
        store(one, "Acme", posting("a", "Cook", TEXT, "R-1"), posting("b", "Cook", TEXT, "R-1"));

        // When
        links.link(tenant);

        // Then
        assertThat(alsoOn("a")).isEmpty();
    }

    @Test
    void aThirdBoardJoinsTheGroupLater() throws Exception {
        // Given
        store(one, "Acme", posting("a", "Cook", TEXT, null));
        store(two, "Acme", posting("b", "Cook", TEXT, null));
        links.link(tenant);

        // When
        store(three, "Acme", posting("c", "Cook", TEXT, null));
        var compared = links.link(tenant);

        // Then
        assertThat(compared).isOne();
        assertThat(alsoOn("a")).containsExactly("b", "c");
        assertThat(alsoOn("c")).containsExactly("a", "b");
    }

    @Test
    void twoGroupsBecomeOneWhenAPostingBelongsToBoth() throws Exception {
        // Given
        var four = Fixtures.source(database, tenant, "four");
        var five = Fixtures.source(database, tenant, "five");
        store(one, "Acme", posting("a", "Cook", words(0, 60), "R-1"));
        store(two, "Acme", posting("b", "Cook", words(200, 260), "R-1"));
        store(three, "Birch", posting("c", "Cook", TEXT, null));
        store(four, "Cedar", posting("d", "Cook", TEXT, null));
        links.link(tenant);
        assertThat(alsoOn("a")).containsExactly("b");
        assertThat(alsoOn("c")).containsExactly("d");

        // When
        store(five, "Acme", posting("e", "Cook", TEXT, "R-1"));
        links.link(tenant);

        // Then
        assertThat(alsoOn("a")).containsExactly("b", "c", "d", "e");
        assertThat(alsoOn("d")).containsExactly("a", "b", "c", "e");
    }

    @Test
    void aJobThatIsPostedAgainAndAgainIsOneGroupOfWhichTheFirstAreNamed() throws Exception {
        // Given
        for (var board : List.of(one, two)) {
            store(
                    board,
                    "Acme",
                    IntStream.range(0, 90)
                            .mapToObj(i -> posting(board.name() + i, "Driver", TEXT, null))
                            .toArray(ListedPosting[]::new));
        }

        // When
        links.link(tenant);

        // Then
        var all = all().items("items");
        var first = all.stream().map(each -> each.required("id")).min(String::compareTo).orElseThrow();
        assertThat(all)
                .hasSize(180)
                .allSatisfy(each -> {
                    assertThat(each.items("alsoOn")).hasSize(20);
                    assertThat(each.text("duplicateOf")).isEqualTo(each.required("id").equals(first) ? null : first);
                });
    }

    /// Each of some thousands against each of as many takes minutes. PostgreSQL is told of more postings than there
    /// are, because it plans otherwise for few.
    @Test
    void noRowIsComparedWithAListOfOthersHoweverManyThereAre() throws Exception {
        store(
                one,
                "Acme",
                IntStream.range(0, 300)
                        .mapToObj(i -> posting("new" + i, "Driver " + i, TEXT, null))
                        .toArray(ListedPosting[]::new));
        var plan = new StringBuilder();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    """
                    insert into posting_link (posting_id, tenant, group_id)
                    select gen_random_uuid(), 'elsewhere', gen_random_uuid() from generate_series(1, 3000);
                    analyze posting, posting_link, posting_link_due;
                    update pg_class set reltuples = 500000 where relname in ('posting', 'posting_link_due')\
                    """);
            statement.execute(
                    "prepare linking (text, integer) as "
                            + LinkSql.LINK.replaceFirst("\\?", "\\$1").replaceFirst("\\?", "\\$2"));
            try (var lines = statement.executeQuery("explain execute linking ('" + tenant + "', 1000)")) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            statement.execute("deallocate linking");
            connection.rollback();
        }
        assertThat(plan).contains("posting_link_pkey").doesNotContain("= (SubPlan");
    }

    @Test
    void aPostingThatBecomesAnotherLeavesItsGroup() throws Exception {
        // Given
        store(one, "Acme", posting("a", "Cook", TEXT, null));
        store(two, "Acme", posting("b", "Cook", TEXT, null));
        links.link(tenant);

        // When
        store(two, "Acme", posting("b", "Gardener", words(300, 400), null));
        links.link(tenant);

        // Then
        assertThat(alsoOn("a")).isEmpty();
        assertThat(alsoOn("b")).isEmpty();
    }

    @Test
    void thePostingThatTheGroupBeganWithMayLeaveIt() throws Exception {
        // Given
        store(one, "Acme", posting("a", "Cook", TEXT, null));
        store(two, "Acme", posting("b", "Cook", TEXT, null));
        links.link(tenant);

        // When
        store(one, "Acme", posting("a", "Gardener", words(300, 400), null));
        links.link(tenant);
        store(three, "Acme", posting("c", "Cook", TEXT, null));
        links.link(tenant);

        // Then
        assertThat(alsoOn("a")).isEmpty();
        assertThat(alsoOn("b")).containsExactly("c");
        assertThat(alsoOn("c")).containsExactly("b");
    }

    @Test
    void comparesOnlyWhatHasChanged() throws Exception {
        // Given
        var many = new ArrayList<ListedPosting>();
        for (var i = 0; i < 50; i++) {
            many.add(posting("job-" + i, "Cook " + i, TEXT, null));
        }
        store(one, "Acme", many.toArray(ListedPosting[]::new));
        links.link(tenant);

        // When
        store(one, "Acme", posting("job-7", "Baker", TEXT, null));

        // Then
        assertThat(links.link(tenant)).isOne();
        assertThat(links.link(tenant)).isZero();
    }

    @Test
    void showsATenantNothingOfAnother() throws Exception {
        // Given
        var foreign = Fixtures.source(database, Fixtures.tenant(), "one");
        store(one, "Acme", posting("a", "Cook", TEXT, "R-1"));
        store(foreign, "Acme", posting("b", "Cook", TEXT, "R-1"));

        // When
        links.link(tenant);
        links.link(foreign.tenant());

        // Then
        assertThat(alsoOn("a")).isEmpty();
    }

    private void store(PolledSource source, String company, ListedPosting... listed) throws SQLException {
        var rows =
                List.of(listed).stream()
                        .map(posting -> new IncomingPosting(posting, company, false, 0, List.of()))
                        .toList();
        postings.upsert(source, rows, NOON);
    }

    private static ListedPosting posting(String id, String title, String text, @Nullable String requisition) {
        var plain = Fixtures.posting(id, title);
        return new ListedPosting(
                id,
                requisition,
                title,
                null,
                plain.departments(),
                plain.locations(),
                plain.terms(),
                plain.postedAt(),
                null,
                Description.of(text, null),
                plain.url(),
                null);
    }

    private static String words(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    }

    private List<String> alsoOn(String id) {
        var others = all().item("items", "externalId", id).texts("alsoOn", "id");
        var byId = all();
        return others.stream().map(other -> byId.item("items", "id", other).required("externalId")).sorted().toList();
    }

    private Json all() {
        return as(tenant).get("/postings?limit=200").json();
    }
}
