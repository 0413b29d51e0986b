package dev.tandem.jobs.posting;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.Fixtures.incoming;
import static dev.tandem.jobs.Fixtures.posting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.MutableClock;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.archive.ArchivePolicy;
import dev.tandem.jobs.archive.PolicyConfig;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.poll.RecordedBoards;
import dev.tandem.jobs.posting.PostingBatches.Upserted;
import dev.tandem.jobs.source.PolledSource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Postings whose list is short and whose own page holds the rest.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class PostingDetailsTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-05-04T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject AgroalDataSource database;

    private final MutableClock clock = new MutableClock(NOON);
    private final String tenant = Fixtures.tenant();
    private PostingBatches batches;
    private PolledSource source;
    private Rows rows;

    @BeforeEach
    void addASource() throws SQLException {
        source = Fixtures.source(database, tenant, "acme");
        rows = new Rows(database, source.id());
        batches = new PostingBatches(database, new PolicyConfig(ArchivePolicy.plain(2, Duration.ofHours(6))));
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("update source set provider = 'WORKDAY' where id = ?")) {
            statement.setObject(1, source.id());
            statement.executeUpdate();
        }
    }

    @Test
    void detailsThatComeForTheFirstTimeAreNoChange() throws Exception {
        // Given
        var listed = incoming(row("a", "Cook", "Oslo", TODAY));
        upsert(listed);
        assertThat(view("a").flag("detailsPending")).isTrue();
        clock.forward(HOUR);

        // When
        var changed = detail(detailed(listed, "Boil.", "Oslo, Norway"));

        // Then
        assertThat(changed).isZero();
        var posting = view("a");
        assertThat(posting.flag("detailsPending")).isFalse();
        assertThat(posting.text("descriptionText")).isEqualTo("Boil.");
        assertThat(posting.text("seniority")).isEqualTo("SENIOR");
        assertThat(posting.text("requisition")).isEqualTo("JR1");
        assertThat(posting.text("locations[0].name")).isEqualTo("Oslo, Norway");
        assertThat(rows.time("a", "changed_at")).isEqualTo(NOON);
        assertThat(changes("a")).isEmpty();
    }

    @Test
    void asksForDetailsOnlyWhereTheyAreNewOrWereReadForAnotherRow() throws Exception {
        // Given
        var a = incoming(row("a", "Cook", "Oslo", TODAY));
        var b = incoming(row("b", "Waiter", "Oslo", TODAY));
        assertThat(stored().lackingDetails(List.of(a, b, a))).containsExactly(a, b);
        upsert(a, b);
        assertThat(stored().lacksDetails()).isTrue();

        // When
        detail(detailed(a, "Boil.", "Oslo"), detailed(b, "Serve.", "Oslo"));

        // Then
        var different = incoming(row("b", "Head waiter", "Oslo", TODAY));
        var more = incoming(row("c", "Host", "Oslo", TODAY));
        assertThat(stored().lacksDetails()).isFalse();
        assertThat(stored().lackingDetails(List.of(a, different, more))).containsExactly(different, more);
        rows.set("b", "status = 'SAVED'");
        assertThat(stored().lackingDetails(List.of(a, different))).isEmpty();
    }

    @Test
    void aRowThatSaysTheSameInOtherWordsIsNotWrittenAgain() throws Exception {
        // Given
        var listed = incoming(row("a", "Cook", "Oslo", TODAY));
        upsert(listed);
        detail(detailed(listed, "Boil.", "Oslo, Norway"));

        // When: "yesterday" is a day off at midnight, and a month later no day is named
        var late = incoming(row("a", "Cook", "Oslo", TODAY.plus(Duration.ofDays(1))));
        var undated = incoming(row("a", "Cook", "Oslo", null));

        // Then
        assertThat(stored().differing(List.of(late))).isEmpty();
        assertThat(stored().differing(List.of(undated))).isEmpty();
    }

    @Test
    void aChangedRowKeepsWhatOnlyDetailsBringUntilNewOnesCome() throws Exception {
        // Given
        var listed = incoming(row("a", "Cook", "Oslo", TODAY));
        upsert(listed);
        detail(detailed(listed, "Boil.", "Oslo, Norway"));
        clock.forward(HOUR);

        // When
        var moved = incoming(row("a", "Head cook", "Bergen", TODAY));
        var upserted = upsert(moved);

        // Then
        assertThat(upserted).isEqualTo(new Upserted(0, 1, 0, 0));
        assertThat(view("a").text("title")).isEqualTo("Head cook");
        assertThat(view("a").text("locations[0].name")).isEqualTo("Oslo, Norway");
        assertThat(view("a").text("descriptionText")).isEqualTo("Boil.");
        assertThat(view("a").flag("detailsPending")).isTrue();

        // When
        clock.forward(HOUR);
        var changed = detail(detailed(moved, "Roast.", "Bergen, Norway"));

        // Then
        assertThat(changed).isOne();
        assertThat(view("a").flag("detailsPending")).isFalse();
        assertThat(rows.time("a", "changed_at")).isEqualTo(NOON.plus(HOUR.multipliedBy(2)));
        assertThat(changes("a")).hasSize(2);
        assertThat(changes("a").getFirst()).contains("\"description\": {}", "Bergen, Norway").doesNotContain("title");
        assertThat(changes("a").getLast()).contains("Head cook").doesNotContain("locations");
    }

    @Test
    void detailsOfARowThatHasChangedSinceAreLeft() throws Exception {
        // Given
        var listed = incoming(row("a", "Cook", "Oslo", TODAY));
        upsert(listed);
        upsert(incoming(row("a", "Head cook", "Oslo", TODAY)));

        // When
        detail(detailed(listed, "Boil.", "Oslo"));

        // Then
        assertThat(view("a").text("descriptionText")).isNull();
        assertThat(view("a").flag("detailsPending")).isTrue();
    }

    @Test
    void detailsNeverTouchTheUsersRows() throws Exception {
        // Given
        var listed = incoming(row("a", "Cook", "Oslo", TODAY));
        upsert(listed);
        rows.set("a", "status = 'SAVED'");
        var before = rows.everythingTheUserSees("a");

        // When
        var changed = detail(detailed(listed, "Boil.", "Oslo, Norway"));

        // Then
        assertThat(changed).isZero();
        assertThat(rows.everythingTheUserSees("a")).isEqualTo(before);
        assertThat(view("a").flag("detailsPending")).isFalse();
    }

    private static ListedPosting row(String id, String title, String place, @Nullable Instant posted) {
        var whole = posting(id, title);
        return new ListedPosting(
                id,
                null,
                title,
                "Acme",
                List.of(),
                List.of(PostingLocation.ofText(place)),
                new Terms(null, null, null, null),
                posted,
                null,
                Description.NONE,
                whole.url(),
                null);
    }

    private static IncomingPosting detailed(IncomingPosting listed, String text, String place) {
        var row = listed.posting();
        var whole =
                new ListedPosting(
                        row.externalId(),
                        "JR1",
                        row.title(),
                        row.company(),
                        List.of("Kitchen"),
                        List.of(PostingLocation.ofText(place)),
                        new Terms(Workplace.ON_SITE, null, Seniority.SENIOR, null),
                        NOON.minus(HOUR),
                        null,
                        Description.ofHtml(text),
                        row.url(),
                        null);
        return listed.detailed(whole);
    }

    private StoredBoard stored() throws SQLException {
        return batches.stored(source.id());
    }

    private Upserted upsert(IncomingPosting... postings) throws SQLException {
        return batches.upsert(source, List.of(postings), clock.instant());
    }

    private int detail(IncomingPosting... postings) throws SQLException {
        return batches.detail(source, List.of(postings), clock.instant());
    }

    private Json view(String id) throws SQLException {
        return as(tenant).get("/postings/" + Objects.requireNonNull(rows.text(id, "id"))).json();
    }

    /// Newest first.
    private List<String> changes(String id) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "select kind || ' ' || details from posting_change where posting_id = ?::uuid"
                                        + " order by id desc")) {
            statement.setString(1, rows.text(id, "id"));
            try (var found = statement.executeQuery()) {
                var all = new ArrayList<String>();
                while (found.next()) {
                    all.add(found.getString(1));
                }
                return all;
            }
        }
    }
}
