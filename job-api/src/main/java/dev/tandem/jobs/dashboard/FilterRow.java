package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.match.FilterView;
import java.util.UUID;

/// A filter of the person who looks.
///
/// @param progress how much of what is stored has been judged, empty when all has
record FilterRow(UUID id, String name, long matches, String progress) {

    static FilterRow from(FilterView filter) {
        var evaluation = filter.evaluation();
        return new FilterRow(
                filter.id(),
                filter.name(),
                filter.matches(),
                evaluation.done() ? "" : "%d of %d postings judged.".formatted(evaluation.judged(), evaluation.of()));
    }
}
