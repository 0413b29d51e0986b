package dev.tandem.jobs.archive;

import java.time.Instant;

/// A posting that its board lists no longer.
///
/// @param misses how many complete listings in a row lack it
/// @param since when the first of them was read
/// @param returns how often it has gone missing by itself and come back
public record Absence(int misses, Instant since, FadingCount returns) {}
