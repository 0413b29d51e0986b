package dev.tandem.jobs.match;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// Which titles matter. With neither list, every posting does.
@ConfigMapping(prefix = "jobs.match")
public interface MatchConfig {

    /// Words or phrases of which a title must hold at least one, separated by commas.
    Optional<List<String>> include();

    /// Words or phrases of which a title must hold none, separated by commas.
    Optional<List<String>> exclude();
}
