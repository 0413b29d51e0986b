package dev.tandem.jobs.details;

import java.util.UUID;

/// How far the details of one source are.
///
/// @param due how many are still to come
/// @param read how many have been read and stored
/// @param failed how many could not be had, and are tried again by the next poll
public record DetailProgress(UUID source, int due, int read, int failed) {}
