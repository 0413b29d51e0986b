/// When a posting that its board no longer lists counts as closed: plain values that decide, and nothing that reads or
/// writes. Imports nothing of ours.
@NullMarked
package dev.tandem.jobs.archive;

import org.jspecify.annotations.NullMarked;
