package dev.tandem.jobs.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When a posting that its board no longer lists counts as closed, for sources that have no policy of their own. The
/// defaults are the best compromise of those measured in `docs/archiving.md`.
@ConfigMapping(prefix = "jobs.archive")
public interface ArchiveConfig {

    /// How many complete listings in a row must lack the posting.
    @WithDefault("2")
    int misses();

    /// How long it must have been missing, at least.
    @WithDefault("PT4H")
    Duration after();

    /// The longest that the stretches below may ask for.
    @WithDefault("PT120H")
    Duration atMost();

    /// How many times `after` is added for each time that the posting has come back before.
    @WithDefault("10")
    double perReturn();

    /// How many times `after` is added when, on average, each posting of the board has come back once.
    @WithDefault("1")
    double perBoardReturn();

    /// After how long a return counts for half.
    @WithDefault("P7D")
    Duration memory();

    /// The part of a board's usual size (the median of its last five listings) whose loss makes a listing doubtful.
    @WithDefault("0.5")
    double drop();

    /// How long such listings are doubted, during which nothing is closed by them.
    @WithDefault("PT12H")
    Duration dropFor();

    /// How long an empty listing is doubted.
    @WithDefault("PT12H")
    Duration emptyFor();

    /// All of this as one value.
    default ArchivePolicy policy() {
        return new ArchivePolicy(
                misses(), after(), atMost(), perReturn(), perBoardReturn(), memory(), drop(), dropFor(), emptyFor());
    }
}
