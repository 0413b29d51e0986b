package dev.tandem.audit.dispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The queue's times and limits, as its workers know them.
@ConfigMapping(prefix = "audit.dispatch")
public interface DispatchConfig {

    /// How long a claim lasts without a heartbeat.
    @WithDefault("PT60S")
    Duration lease();

    /// How often a worker says that it is still there.
    @WithDefault("PT10S")
    Duration heartbeat();

    /// How often a failing audit is tried altogether.
    @WithDefault("3")
    int attempts();

    /// The wait before the second attempt; doubled for every further one, then drawn from 70 % to 100 % of it.
    @WithDefault("PT5S")
    Duration backoff();

    /// No wait is longer than this.
    @WithDefault("PT10M")
    Duration longestBackoff();

    /// The wait after a worker had no browser for a scan, which is no attempt.
    @WithDefault("PT30S")
    Duration machineWait();

    /// How often a scan is claimed in vain before a missing browser costs it attempts too.
    @WithDefault("100")
    int claims();

    /// How often a scan may lose its worker, by a crash or a deploy, before it is given up: a page that kills every
    /// worker must not kill all.
    @WithDefault("5")
    int interruptions();

    /// How long a worker waits for a hint before it looks into the database by itself.
    @WithDefault("PT1S")
    Duration hintWait();
}
