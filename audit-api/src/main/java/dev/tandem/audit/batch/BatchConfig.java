package dev.tandem.audit.batch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much a batch may hold, and how it is read.
@ConfigMapping(prefix = "audit.batch")
public interface BatchConfig {

    /// How many entries a batch may have; one with more is refused as a whole.
    @WithDefault("10000")
    int urls();

    /// How many pages are stored with one statement.
    @WithDefault("500")
    int chunk();

    /// How many batches a process reads at once; further ones wait.
    @WithDefault("4")
    int readingsAtOnce();

    /// How long a request waits for its turn to be read before it is refused.
    @WithDefault("PT30S")
    Duration patience();

    /// A batch whose reader has given no sign of life for this long is given up.
    @WithDefault("PT5M")
    Duration abandonedAfter();

    /// How many of the entries that named no page are kept with their reasons.
    @WithDefault("20")
    int rejectionsKept();
}
