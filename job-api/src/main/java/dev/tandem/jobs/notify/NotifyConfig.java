package dev.tandem.jobs.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How new matches are told.
@ConfigMapping(prefix = "jobs.notify")
interface NotifyConfig {

    /// How often it is looked for what has to be sent, such as `5s`; `off` for never.
    @WithDefault("5s")
    String every();

    /// How long nothing must have matched before what has is put into a message, so that one poll makes one.
    @WithDefault("5s")
    Duration quiet();

    /// The longest that a match waits for others.
    @WithDefault("60s")
    Duration atMost();

    /// How long a receiver may take to answer.
    @WithDefault("15s")
    Duration timeout();

    /// How often a message is sent before it is given up.
    @WithDefault("8")
    int attempts();

    /// How long to wait after the first failure; each further one doubles it twice.
    @WithDefault("10s")
    Duration firstPause();

    /// The longest wait.
    @WithDefault("6h")
    Duration longestPause();
}
