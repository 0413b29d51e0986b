package dev.tandem.jobs.posting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When a posting that its board no longer lists counts as closed. Both conditions must hold: elapsed time, because a
/// button can be pressed twice in a minute, and misses, because a board may be down for a whole night.
@ConfigMapping(prefix = "jobs.archive")
public interface ArchiveConfig {

    /// How many complete listings in a row must lack the posting.
    @WithDefault("2")
    int misses();

    /// How long it must have been missing.
    @WithDefault("PT6H")
    Duration after();
}
