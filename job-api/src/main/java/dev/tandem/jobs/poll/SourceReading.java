package dev.tandem.jobs.poll;

import dev.tandem.jobs.client.Visit;
import dev.tandem.jobs.health.Sighting;
import dev.tandem.jobs.posting.IncomingPosting;
import dev.tandem.jobs.source.PolledSource;
import java.util.List;

/// A source whose list has been read and stored, and what the poll goes on with.
///
/// @param lackingDetails postings whose details have to be read
/// @param wrote whether any posting was written
/// @param sighting what the listing says of the board itself
/// @param visit what was met on the way
record SourceReading(
        PolledSource source,
        SourceOutcome outcome,
        List<IncomingPosting> lackingDetails,
        boolean wrote,
        Sighting sighting,
        Visit visit) {

    SourceReading with(Sighting other) {
        return new SourceReading(source, outcome, lackingDetails, wrote, other, visit);
    }
}
