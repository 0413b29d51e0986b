package dev.tandem.bench.jobs;

import java.time.Duration;

/// Whoever polls, in a process of its own.
interface Poller extends AutoCloseable {

    /// Polls every board and returns when all that belongs to it is stored.
    ///
    /// @return when a caller who waits would have been answered
    Duration poll() throws Exception;

    /// How much processor time its process has taken so far.
    Duration cpu();

    /// Statements that tell, in one number each, how many postings are open and how many of them have a description.
    Stored stored();

    @Override
    void close();

    /// @param open a query
    /// @param described a query
    record Stored(String open, String described) {}
}
