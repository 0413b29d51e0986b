package dev.tandem.jobs.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When a board counts as gone, and how often it is looked at then.
@ConfigMapping(prefix = "jobs.health")
public interface HealthConfig {

    /// How often a board must be found missing before it counts as gone.
    @WithDefault("2")
    int strikes();

    /// The same for a board that was read whole a short while before.
    @WithDefault("3")
    int strikesWhenFresh();

    /// How short that while is.
    @WithDefault("P7D")
    Duration fresh();

    /// How far apart two looks must be for both to count, at least.
    @WithDefault("PT6H")
    Duration apart();

    /// How often a board must be found empty before it is suspect, each time as far from the last.
    @WithDefault("3")
    int empties();

    /// How long polls leave a board alone that is gone. A little less than the day that is meant, because polls don't
    /// begin on the minute.
    @WithDefault("PT23H")
    Duration lookAtGoneEvery();

    /// Whether the page of a board that seems to have moved is looked at to find out where to.
    @WithDefault("true")
    boolean lookForMoved();
}
