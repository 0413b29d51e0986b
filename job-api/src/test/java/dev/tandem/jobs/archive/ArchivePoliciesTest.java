package dev.tandem.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Policies side by side over a recorded history: the table of `docs/archiving.md`. The same history goes through the
/// real statements in `HistoryReplayTest`.
public class ArchivePoliciesTest {

    private static final Duration WEEK = Duration.ofDays(7);

    /// The default, and what it is measured against.
    static Map<String, ArchivePolicy> policies() {
        var usual = usual();
        var policies = new LinkedHashMap<String, ArchivePolicy>();
        policies.put("first miss", ArchivePolicy.plain(1, Duration.ZERO));
        policies.put("2 misses, 6 h", ArchivePolicy.plain(2, hours(6)));
        policies.put("2 misses, 6 h, 30 % guard", policy(2, 6, 6, 0, 0, 0.3, 24));
        policies.put("3 misses, 48 h", ArchivePolicy.plain(3, hours(48)));
        policies.put("default", usual);
        policies.put("default, no own returns", policy(2, 4, 120, 0, 1, 0.5, 12));
        policies.put("default, no board's returns", policy(2, 4, 120, 10, 0, 0.5, 12));
        policies.put("default, no guard", policy(2, 4, 120, 10, 1, 1, 0));
        policies.put("patient", patient());
        return policies;
    }

    public static ArchivePolicy usual() {
        return new SmallRyeConfigBuilder()
                .withMapping(ArchiveConfig.class)
                .build()
                .getConfigMapping(ArchiveConfig.class)
                .policy();
    }

    /// For a board whose postings a person would rather see too long than too short.
    public static ArchivePolicy patient() {
        return policy(3, 43, 144, 2, 0.25, 0.5, 12);
    }

    @Test
    void theDefaultIsTheBestOfThem() {
        // Given
        var history = History.read();

        // When
        var outcomes = new LinkedHashMap<String, Outcome>();
        policies()
                .forEach((name, policy) ->
                        outcomes.put(
                                name,
                                Outcome.of(
                                        history.boards().stream()
                                                .map(board -> Replay.of(board, history.times(), policy))
                                                .toList())));

        // Then
        System.out.println(Outcome.HEAD);
        outcomes.forEach((name, outcome) -> System.out.println(outcome.row(name)));
        assertThat(outcome(outcomes, "2 misses, 6 h").wrongPercent()).isBetween(20.6, 20.8);
        assertThat(outcome(outcomes, "3 misses, 48 h").wrongPercent()).isBetween(12.6, 12.7);
        assertThat(outcome(outcomes, "default").wrongPercent()).isLessThan(14);
        assertThat(outcome(outcomes, "default").medianHours()).isLessThan(8.5);
        assertThat(outcome(outcomes, "patient").wrongPercent()).isLessThan(12);
        assertThat(outcome(outcomes, "patient").medianHours()).isLessThan(49);
        assertThat(outcomes.values()).allSatisfy(outcome -> assertThat(outcome.reopened()).isEqualTo(outcome.wrong()));
    }

    private static Outcome outcome(Map<String, Outcome> outcomes, String name) {
        return Objects.requireNonNull(outcomes.get(name));
    }

    private static ArchivePolicy policy(
            int misses, int after, int atMost, double perReturn, double perBoardReturn, double drop, int doubt) {
        return new ArchivePolicy(
                misses, hours(after), hours(atMost), perReturn, perBoardReturn, WEEK, drop, hours(doubt), hours(doubt));
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}
