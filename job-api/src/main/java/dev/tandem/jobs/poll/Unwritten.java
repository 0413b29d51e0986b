package dev.tandem.jobs.poll;

import java.util.List;

/// What a running poll has done since it was last written down.
///
/// @param totals the whole poll's, without its sources
/// @param from how many sources were written before
/// @param listed the sources after those
/// @param changed sources that were written before and whose details have gone on since
record Unwritten(PollSummary totals, int from, List<SourceOutcome> listed, List<Numbered> changed) {

    /// A source that was written under this number, from 1.
    record Numbered(int number, SourceOutcome outcome) {}
}
