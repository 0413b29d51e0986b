package dev.tandem.jobs.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// When polls are due.
///
/// @param cron a crontab line of five fields, read in `zone`; null when `every` says it
/// @param every the time from one poll to the next; null when `cron` says it
/// @param jitter up to how much later each one begins, so that providers are not asked by everybody on the hour
record Timetable(@Nullable String cron, @Nullable Duration every, ZoneId zone, Duration jitter) {

    private static final CronParser CRONTAB =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /// How many times in a row are looked at to find the shortest gap in a crontab line: a day's worth of quarters.
    private static final int LOOKED_AT = 96;

    /// @throws IllegalArgumentException saying what is wrong, as a sentence
    Timetable {
        if ((cron == null) == (every == null)) {
            throw new IllegalArgumentException("has either a crontab line or a length of time, and not both.");
        }
        if (cron != null) {
            times(cron, zone, Instant.EPOCH);
        }
    }

    /// The first time after this one.
    Instant next(Instant after, RandomGenerator random) {
        var planned = cron == null ? after.plus(length()) : times(cron, zone, after);
        return jitter.isZero() ? planned : planned.plusMillis(random.nextLong(jitter.toMillis() + 1));
    }

    /// The shortest time from one poll to the next, without jitter.
    Duration shortestGap(Instant from) {
        if (cron == null) {
            return length();
        }
        var shortest = Duration.ofDays(366);
        var last = times(cron, zone, from);
        for (var i = 0; i < LOOKED_AT; i++) {
            var next = times(cron, zone, last);
            var gap = Duration.between(last, next);
            shortest = gap.compareTo(shortest) < 0 ? gap : shortest;
            last = next;
        }
        return shortest;
    }

    private Duration length() {
        if (every == null) {
            throw new IllegalStateException("Without a crontab line there is a length of time.");
        }
        return every;
    }

    private static Instant times(String cron, ZoneId zone, Instant after) {
        try {
            return ExecutionTime.forCron(CRONTAB.parse(cron))
                    .nextExecution(after.atZone(zone))
                    .orElseThrow(() -> new IllegalArgumentException("is a crontab line that never comes true."))
                    .toInstant();
        } catch (IllegalArgumentException refused) {
            throw refused.getMessage() != null && refused.getMessage().startsWith("is a ")
                    ? refused
                    : new IllegalArgumentException(
                            "is no crontab line of five fields, such as \"0 6 * * 1-5\".", refused);
        }
    }
}
