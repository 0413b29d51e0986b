package dev.tandem.jobs.details;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the details of postings are read. What is not read within these bounds is read by the next poll.
@ConfigMapping(prefix = "jobs.details")
public interface DetailConfig {

    /// How many postings' details are stored by one statement, at most.
    @WithDefault("50")
    int together();

    /// How long details that have been read wait for others to be stored with.
    @WithDefault("PT1S")
    Duration storeWithin();

    /// How long a poll goes on reading details after it began, so that the next one can begin.
    @WithDefault("PT10M")
    Duration within();

    /// How many postings of one poll may wait for their details, which bounds the memory that they take.
    @WithDefault("50000")
    int atMost();

    /// After how many failures in a row the rest of a board's details is left to the next poll.
    @WithDefault("20")
    int failuresInARow();
}
