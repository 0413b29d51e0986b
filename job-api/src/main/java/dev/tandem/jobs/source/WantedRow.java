package dev.tandem.jobs.source;

import org.jspecify.annotations.Nullable;

/// A row of an import that names a board.
///
/// @param line the line that it begins on, from 1
/// @param note what there is to say about it, null for nothing
record WantedRow(long line, String name, Board board, boolean enabled, @Nullable String note) {}
