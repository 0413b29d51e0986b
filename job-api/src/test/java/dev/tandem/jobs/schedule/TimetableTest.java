package dev.tandem.jobs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {

    private static final ZoneId UTC = ZoneId.of("UTC");

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({
        "0 6 * * *,         UTC,           2026-05-04T05:59:00Z, 2026-05-04T06:00:00Z",
        "0 6 * * *,         UTC,           2026-05-04T06:00:00Z, 2026-05-05T06:00:00Z",
        "30 7 * * 1-5,      Europe/Berlin, 2026-05-08T12:00:00Z, 2026-05-11T05:30:00Z",
        "0 */6 * * *,       UTC,           2026-05-04T06:00:00Z, 2026-05-04T12:00:00Z",
        // The night in which the clock is put forward has no half past two, and no poll then.
        "30 2 * * *,        Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-30T00:30:00Z",
        // The night in which it is put back has one twice, and one poll is enough.
        "30 2 * * *,        Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    })
    void followsACrontabLineInItsZone(String cron, String zone, Instant after, Instant next) {
        var table = new Timetable(cron, null, ZoneId.of(zone), Duration.ZERO);

        assertThat(table.next(after, random)).isEqualTo(next);
    }

    @Test
    void leavesALengthOfTimeBetweenPolls() {
        var table = new Timetable(null, Duration.ofHours(6), UTC, Duration.ZERO);

        assertThat(table.next(Instant.parse("2026-05-04T05:59:00Z"), random))
                .isEqualTo(Instant.parse("2026-05-04T11:59:00Z"));
    }

    @Test
    void isLateByUpToTheJitterAndNeverEarly() {
        // Given
        var planned = Instant.parse("2026-05-04T06:00:00Z");
        var table = new Timetable("0 6 * * *", null, UTC, Duration.ofMinutes(10));

        // When
        var times = IntStream.range(0, 200).mapToObj(i -> table.next(planned.minusSeconds(60), random)).toList();

        // Then
        assertThat(times).allSatisfy(time -> assertThat(time).isBetween(planned, planned.plusSeconds(600)));
        assertThat(times.stream().distinct().count()).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0 6 * * *; PT24H", "0,30 9 * * 1; PT30M", "* * * * *; PT1M", "0 9,17 * * *; PT8H"})
    void knowsHowCloseTwoPollsCanBe(String cron, Duration gap) {
        var table = new Timetable(cron, null, UTC, Duration.ZERO);

        assertThat(table.shortestGap(Instant.parse("2026-05-04T00:00:00Z"))).isEqualTo(gap);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "daily", "0 6 * *", "0 0 6 * * *", "61 6 * * *", "0 6 30 2 *"})
    void refusesWhatIsNoCrontabLine(String cron) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timetable(cron, null, UTC, Duration.ZERO))
                .withMessageStartingWith("is ")
                .withMessageEndingWith(".");
    }

    @Test
    void isEitherKindAndNotBoth() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Timetable(null, null, UTC, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timetable("0 6 * * *", Duration.ofHours(1), UTC, Duration.ZERO));
    }
}
