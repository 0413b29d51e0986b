package dev.tandem.jobs.poll;

import dev.tandem.jobs.client.Visit;
import dev.tandem.jobs.health.Sighting;
import dev.tandem.jobs.source.PolledSource;
import java.util.concurrent.CompletableFuture;

/// A source whose list has been read and stored, and what the poll goes on with.
///
/// @param lackingDetails how many postings' details have to be read
/// @param wrote whether any posting was written
/// @param sighting what the listing says of the board itself
/// @param visit what was met on the way
/// @param stored to be completed when the outcome has been told, so that its details come after it
record SourceReading(
        PolledSource source,
        SourceOutcome outcome,
        int lackingDetails,
        boolean wrote,
        Sighting sighting,
        Visit visit,
        CompletableFuture<Boolean> stored) {

    SourceReading with(Sighting other) {
        return new SourceReading(source, outcome, lackingDetails, wrote, other, visit, stored);
    }
}
