package dev.tandem.jobs.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How scheduled polls are begun.
@ConfigMapping(prefix = "jobs.schedule")
public interface ScheduleConfig {

    /// How often each process looks for polls that are due; `off` for a process that begins none.
    @WithDefault("10s")
    String lookEvery();

    /// The shortest time that a schedule may leave between two polls.
    @WithDefault("PT15M")
    Duration least();

    /// Up to how much later than planned a poll begins, for schedules that don't say.
    @WithDefault("PT5M")
    Duration jitter();

    /// How long a process has to itself to begin a poll before another one tries.
    @WithDefault("PT30S")
    Duration lease();
}
