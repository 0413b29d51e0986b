package dev.tandem.jobs.poll;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How a poll runs. How many requests one host gets at once is the fetchers' affair.
@ConfigMapping(prefix = "jobs.poll")
public interface PollConfig {

    /// How many sources are read at once. Each needs two JDBC connections, see `quarkus.datasource.jdbc.max-size`.
    @WithDefault("10")
    int sourcesAtOnce();

    /// How long one source may take from its first request to its last statement, after which it has failed.
    @WithDefault("PT5M")
    Duration sourceWithin();

    /// When a caller who waits is answered with what is done so far; the poll goes on.
    @WithDefault("PT55S")
    Duration answerWithin();

    /// How often a running poll writes down that it is alive and how far it is.
    @WithDefault("PT2S")
    Duration heartbeat();

    /// How long a running poll may be silent before its process counts as dead. Must be several heartbeats.
    @WithDefault("PT30S")
    Duration deadAfter();

    /// How often the events of a poll in another process are looked up.
    @WithDefault("PT1S")
    Duration lookUpEvery();

    /// How long the history of polls is kept.
    @WithDefault("P90D")
    Duration keep();
}
