package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.schedule.ScheduleView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// When scans begin by themselves, to look at and to change.
///
/// @param lengths lengths of time to choose from; `never` and `cron` are among them
/// @param cron the crontab line, empty without one
/// @param zone the time zone of that line
/// @param next when the next scan begins, null when none does
record ScheduleForm(List<Choice> lengths, String cron, String zone, @Nullable Moment next) {

    private static final List<Integer> HOURS = List.of(1, 3, 6, 12, 24);

    static ScheduleForm of(@Nullable ScheduleView set) {
        if (set == null) {
            return new ScheduleForm(lengths(null), "", "UTC", null);
        }
        var cron = Objects.requireNonNullElse(set.cron(), "");
        return set.enabled()
                ? new ScheduleForm(lengths(set), cron, set.zone(), Moment.of(set.nextAt()))
                : new ScheduleForm(lengths(null), cron, set.zone(), null);
    }

    private static List<Choice> lengths(@Nullable ScheduleView set) {
        var every = set == null ? null : set.every();
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("never", "By hand only", set == null));
        for (var hours : HOURS) {
            choices.add(length(Duration.ofHours(hours), every));
        }
        if (every != null && choices.stream().noneMatch(Choice::chosen)) {
            choices.add(length(every, every));
        }
        choices.add(new Choice("cron", "By a crontab line", set != null && every == null));
        return choices;
    }

    private static Choice length(Duration length, @Nullable Duration chosen) {
        var hours = length.toHours();
        var text =
                length.toMinutesPart() > 0
                        ? "Every %d minutes".formatted(length.toMinutes())
                        : hours == 1 ? "Every hour" : "Every %d hours".formatted(hours);
        return new Choice(length.toString(), text, length.equals(chosen));
    }
}
