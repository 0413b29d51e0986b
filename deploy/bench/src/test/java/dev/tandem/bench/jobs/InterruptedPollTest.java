package dev.tandem.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.stage.PostgresStage;
import dev.tandem.bench.stage.RedisStage;
import dev.tandem.bench.stage.Waiting;
import dev.tandem.common.testing.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Polls of the real service that something cuts into. Afterwards a poll that nothing disturbs has to find every
/// posting there, once, open and described.
@Tag("whole")
class InterruptedPollTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LATENCY = 30;
    private static final Map<String, String> QUICK =
            Map.of("JOBS_POLL_HEARTBEAT", "PT0.3S", "JOBS_POLL_DEAD_AFTER", "PT3S");

    private static final String STORED = "select count(distinct source_id) from posting";
    private static final String DOUBLED = "select count(*) - count(distinct (source_id, external_id)) from posting";
    private static final String ARCHIVED = "select count(*) from posting_change where kind = 'ARCHIVED'";

    @TempDir Path folder;

    private final List<StandInBoard> boards = StandInBoard.all(1);
    private final StandIn standIn = new StandIn(1, 500, false);
    private int port;
    private PostgresStage postgres;
    private RedisStage redis;
    private JobApi one;

    @BeforeEach
    void open() throws Exception {
        port = FreePort.choose();
        standIn.begin(0, LATENCY);
        standIn.listen(port);
        postgres = PostgresStage.start(folder);
        redis = RedisStage.start(folder);
        one = start("one");
        one.add(boards, port);
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        redis.close();
        postgres.close();
        standIn.close();
    }

    private JobApi start(String name) throws Exception {
        return JobApi.start(folder.resolve(name), port, postgres, postgres.port(), redis, QUICK);
    }

    @Test
    void twoPollersShareOnePollAndLoseNothing() throws Exception {
        try (var two = start("two")) {
            // When
            var other = polling(two);
            one.poll();
            other.join();

            // Then
            assertThat(postgres.count("select count(*) from poll where state = 'COMPLETED'")).isBetween(1L, 2L);
            assertNothingIsLost(two);
        }
    }

    @Test
    void whatAKilledPollerLeavesIsDoneByTheNext() throws Exception {
        try (var two = start("two")) {
            // Given: some boards are stored, and others not
            var dying = polling(one);
            Waiting.until("some boards are stored", SOON, () -> postgres.count(STORED) >= 10);

            // When
            one.service().kill();
            var storedBefore = postgres.count(STORED);
            assertThat(dying).failsWithin(SOON);
            // Whoever asks is told of the poll that has died, until it has been silent for long enough.
            Waiting.until("the dead poll is noticed", SOON, two::ask);

            // Then
            assertThat(storedBefore).isLessThan(boards.size());
            assertNothingIsLost(two);
        }
    }

    @Test
    void aDatabaseThatDiesInTheMiddleAndComesBackCostsNothing() throws Exception {
        // Given
        var disturbed = polling(one);
        Waiting.until("some boards are stored", SOON, () -> postgres.count(STORED) >= 10);

        // When
        postgres.dieAndComeBack();

        // Then: that poll may have failed, in whole or in part, but has an end
        Waiting.until(
                "the poll has an end",
                SOON,
                () -> postgres.count("select count(*) from poll where state = 'RUNNING'") == 0);
        assertThat(disturbed.handle((answered, failed) -> true)).succeedsWithin(SOON);
        assertNothingIsLost(one);
    }

    private static CompletableFuture<Duration> polling(JobApi service) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return service.poll();
            } catch (Exception cutOff) {
                throw new IllegalStateException(cutOff);
            }
        });
    }

    private void assertNothingIsLost(JobApi service) throws Exception {
        service.poll();
        var postings = boards.stream().mapToInt(StandInBoard::postings).sum();
        assertThat(postgres.count(service.stored().open())).isEqualTo(postings);
        assertThat(postgres.count(service.stored().described())).isEqualTo(postings);
        assertThat(postgres.count("select count(*) from posting")).isEqualTo(postings);
        assertThat(postgres.count(DOUBLED)).isZero();
        assertThat(postgres.count(ARCHIVED)).isZero();
    }
}
