package dev.tandem.audit.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How the queue is fed.
@ConfigMapping(prefix = "audit.feed")
public interface FeedConfig {

    /// How many scans of one tenant stand in the queue at least, if it has so many. The queue is kept this short so
    /// that one tenant's thousand scans stand before another's single one by a few only; it grows to what is taken from
    /// it within a quarter of a second.
    @WithDefault("4")
    int window();

    /// How many scans of one host are queued or run at once, over all tenants, so that no site is hammered.
    @WithDefault("4")
    int perHost();

    /// After this long a hint that nobody acted on is sent again.
    @WithDefault("PT60S")
    Duration hintStale();

    /// How long the attempts of completed and cancelled scans are kept.
    @WithDefault("PT1H")
    Duration completedKept();

    /// How long the attempts of failed scans are kept.
    @WithDefault("PT24H")
    Duration failedKept();

    /// How long ended scans are kept with their results; for ever unless set.
    Optional<Duration> scansKept();
}
