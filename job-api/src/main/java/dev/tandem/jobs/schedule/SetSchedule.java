package dev.tandem.jobs.schedule;

import dev.tandem.common.problem.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// When polls shall begin by themselves from now on.
record SetSchedule(
        @Schema(description = "A crontab line of five fields.", examples = "0 6,18 * * 1-5") @Nullable String cron,
        @Schema(description = "Instead: the time from one poll to the next.", examples = "PT6H")
                @Nullable Duration every,
        @Schema(description = "The time zone of the crontab line.", examples = "Europe/Berlin", defaultValue = "UTC")
                @Nullable String zone,
        @Schema(description = "Up to how much later than planned a poll begins.", examples = "PT5M")
                @Nullable Duration jitter,
        @Schema(defaultValue = "true") @Nullable Boolean enabled) {

    private static final Duration LONGEST = Duration.ofDays(31);

    /// @throws Problem naming the field that is wrong
    Timetable timetable(ScheduleConfig config, Instant now) {
        var drift = Objects.requireNonNullElse(jitter, config.jitter());
        if (drift.isNegative() || drift.compareTo(Duration.ofHours(12)) > 0) {
            throw Problem.invalid("jitter", "is from PT0S to PT12H.");
        }
        if (every != null && every.compareTo(LONGEST) > 0) {
            throw Problem.invalid("every", "is at most %s.".formatted(LONGEST));
        }
        var field = cron == null ? "every" : "cron";
        Timetable table;
        try {
            table = new Timetable(cron == null ? null : cron.strip(), every, zoneId(), drift);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalid(field, Objects.requireNonNull(refused.getMessage()));
        }
        if (table.shortestGap(now).compareTo(config.least()) < 0) {
            throw Problem.invalid(field, "leaves at least %s between two polls.".formatted(config.least()));
        }
        return table;
    }

    private ZoneId zoneId() {
        try {
            return ZoneId.of(zone == null ? "UTC" : zone.strip());
        } catch (DateTimeException unknown) {
            throw Problem.invalid("zone", "is no time zone, such as \"Europe/Berlin\".");
        }
    }
}
