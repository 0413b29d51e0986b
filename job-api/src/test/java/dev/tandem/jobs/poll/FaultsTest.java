package dev.tandem.jobs.poll;

import static dev.tandem.jobs.Fixtures.as;
import static dev.tandem.jobs.source.Provider.GREENHOUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.fetch.BoardFetchers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole way, from a real server that misbehaves to the database, by polls that close a posting as soon as one
/// believed listing lacks it.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class FaultsTest {

    private static final Duration SILENT_FOR = Duration.ofMillis(1_500);
    private static final Duration WHOLE_WITHIN = Duration.ofMillis(2_500);

    private static final int[] HEALTHY = BoardFault.all(GREENHOUSE);

    @Inject AgroalDataSource database;

    private final String tenant = Fixtures.tenant();
    private final List<BoardFault> faults = BoardFaults.every();
    private final List<BoardFault> healthy =
            IntStream.range(0, 4)
                    .mapToObj(number -> "healthy-" + number)
                    .map(name -> BoardFault.plausible(name, GREENHOUSE, Answers.listing(GREENHOUSE, HEALTHY, 12)))
                    .toList();
    private final FaultyBoards boards = new FaultyBoards(Stream.concat(faults.stream(), healthy.stream()).toList());
    private final StandIn server =
            new StandIn(boards, settings -> settings.silentFor(SILENT_FOR).wholeWithin(WHOLE_WITHIN));

    @BeforeEach
    void addBoards() throws SQLException {
        QuarkusMock.installMockForType(server.fetchers(), BoardFetchers.class);
        Stream.concat(faults.stream(), healthy.stream()).forEach(this::add);
        change("update source set archive_policy = '{\"misses\": 1, \"after\": \"PT0S\"}' where tenant = ?");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void noFaultOfABoardClosesOrLosesAPostingAndEachIsNamed() throws Exception {
        // Given: every board is well and known, and of each a posting is the user's
        var first = poll();
        assertThat(first.number("totals.failed") + first.number("totals.partial")).as(first.toString()).isZero();
        change("update posting set status = 'SAVED' where tenant = ? and title = 'Cook 1'");

        // When: all break down, are polled twice, and recover
        boards.breakDown();
        var second = poll();
        var duringFaults = stored();
        var third = poll();
        boards.recover();
        var last = poll();

        // Then
        var afterwards = stored();
        assertSoftly(all -> {
            for (var fault : faults) {
                assertNamed(all, fault, second);
                assertNamed(all, fault, third);
                assertKept(all, fault, duringFaults, first);
                assertWhole(all, fault, last, afterwards);
            }
            for (var board : healthy) {
                all.assertThat(of(second, board)).as(board.name()).containsEntry("outcome", "UNCHANGED");
                assertWhole(all, board, last, afterwards);
            }
        });
        assertThat(last.number("totals.archived") + second.number("totals.archived") + third.number("totals.archived"))
                .isZero();
    }

    private static void assertNamed(SoftAssertions all, BoardFault fault, Json poll) {
        var source = of(poll, fault);
        var error = source.get("error") instanceof Map<?, ?> reason ? reason.get("code") : null;
        all.assertThat(error).as("%s: %s", fault, source).isEqualTo(fault.code() == null ? null : fault.code().name());
        if (fault.outcome() == SourceOutcome.Kind.COMPLETE) {
            all.assertThat(source.get("outcome")).as(fault.name()).isIn("COMPLETE", "UNCHANGED");
        } else {
            all.assertThat(source.get("outcome")).as(fault.name()).isEqualTo(fault.outcome().name());
        }
    }

    /// While it lasts: nothing is closed, and only a listing that has to be believed counts as one.
    private void assertKept(SoftAssertions all, BoardFault fault, Map<String, Stored> stored, Json first) {
        var board = Objects.requireNonNull(stored.get(fault.name()));
        var expected = BoardFault.all(fault.provider()).length;
        all.assertThat(board.open()).as("open postings of %s", fault).isEqualTo(expected);
        if (fault.outcome() != SourceOutcome.Kind.COMPLETE) {
            all.assertThat(board.misses()).as("misses of %s", fault).isZero();
            all.assertThat(board.successes()).as("success of %s", fault).isEqualTo(first.text("startedAt"));
        }
    }

    /// Afterwards: everything is there, once, as if nothing had happened.
    private static void assertWhole(SoftAssertions all, BoardFault fault, Json poll, Map<String, Stored> stored) {
        var board = Objects.requireNonNull(stored.get(fault.name()));
        var expected = BoardFault.all(fault.provider()).length;
        all.assertThat(board.rows()).as("postings of %s", fault).isEqualTo(expected);
        all.assertThat(board.open()).as("open postings of %s afterwards", fault).isEqualTo(expected);
        all.assertThat(board.misses()).as("misses of %s afterwards", fault).isZero();
        all.assertThat(board.saved()).as("saved postings of %s", fault).isOne();
        all.assertThat(of(poll, fault))
                .as(fault.name())
                .containsEntry("listed", expected)
                .containsEntry("reopened", 0)
                .containsEntry("error", null);
    }

    /// @param successes when it was read whole last, as the interface writes it
    private record Stored(int rows, int open, int saved, int misses, String successes) {}

    private Map<String, Stored> stored() throws SQLException {
        var byName = new HashMap<String, Stored>();
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                """
                                select s.name, count(*) as rows, count(*) filter (where p.status <> 'ARCHIVED') as open,
                                    count(*) filter (where p.status = 'SAVED') as saved, sum(p.misses) as misses,
                                    s.last_success_at
                                from source s join posting p on p.source_id = s.id
                                where s.tenant = ?
                                group by s.name, s.last_success_at
                                """)) {
            statement.setString(1, tenant);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var success = rows.getObject("last_success_at", OffsetDateTime.class).toInstant();
                    byName.put(
                            rows.getString("name"),
                            new Stored(
                                    rows.getInt("rows"),
                                    rows.getInt("open"),
                                    rows.getInt("saved"),
                                    rows.getInt("misses"),
                                    success.toString()));
                }
            }
        }
        return byName;
    }

    private void add(BoardFault fault) {
        var board =
                switch (fault.provider()) {
                    case GREENHOUSE, LEVER, ASHBY, SMARTRECRUITERS -> fault.name();
                    case WORKDAY -> fault.name() + "|wd5|Careers";
                    case JSON_LD -> server.address() + "/" + fault.name();
                };
        as(tenant)
                .body(Map.of("name", fault.name(), "provider", fault.provider().name(), "board", board))
                .post("/sources")
                .expect(201);
    }

    private void change(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(statement)) {
            update.setString(1, tenant);
            assertThat(update.executeUpdate()).isPositive();
        }
    }

    private Json poll() {
        var answer = as(tenant).post("/polls");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static Map<String, @Nullable Object> of(Json poll, BoardFault board) {
        return poll.item("sources", "name", board.name()).map("");
    }
}
