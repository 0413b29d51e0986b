package dev.tandem.jobs.poll;

import dev.tandem.jobs.health.BoardHealth;
import dev.tandem.jobs.health.Sighting;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Provider;
import java.util.EnumMap;
import java.util.List;

/// What a poll's listings say about the boards themselves.
final class Sightings {

    // So many boards of one provider that vanish in the same poll are the provider's trouble.
    private static final int INCIDENT = 3;

    private Sightings() {}

    static Sighting of(Listing listing) {
        return switch (listing) {
            case Listing.Complete complete -> ofSize(complete.postings().size());
            case Listing.Partial partial ->
                    partial.postings().isEmpty() ? empty(partial.why().code()) : Sighting.LISTED;
            case Listing.Failed failed -> failed(failed.why().code());
        };
    }

    static Sighting ofSize(int listed) {
        return listed > 0 ? Sighting.LISTED : Sighting.EMPTY;
    }

    private static Sighting empty(FetchFailure.Code why) {
        return why == FetchFailure.Code.EMPTY_UNKNOWN || why == FetchFailure.Code.NOT_LISTED
                ? Sighting.EMPTY
                : Sighting.UNCLEAR;
    }

    private static Sighting failed(FetchFailure.Code why) {
        return why == FetchFailure.Code.UNKNOWN_BOARD
                ? Sighting.UNKNOWN
                : why == FetchFailure.Code.REDIRECTED_AWAY ? Sighting.AWAY : Sighting.UNCLEAR;
    }

    /// The readings with those taken for unclear that are part of an incident: at least three boards of one provider,
    /// and half of those that were read, which were well and seem to be gone all at once.
    static List<SourceReading> withoutIncidents(List<SourceReading> readings) {
        var read = new EnumMap<Provider, Integer>(Provider.class);
        var vanished = new EnumMap<Provider, Integer>(Provider.class);
        for (var reading : readings) {
            read.merge(reading.source().provider(), 1, Integer::sum);
            if (vanishes(reading)) {
                vanished.merge(reading.source().provider(), 1, Integer::sum);
            }
        }
        return readings.stream()
                .map(reading -> {
                    var provider = reading.source().provider();
                    var count = vanished.getOrDefault(provider, 0);
                    var incident = count >= INCIDENT && count * 2 >= read.getOrDefault(provider, 0);
                    return incident && vanishes(reading) ? reading.with(Sighting.UNCLEAR) : reading;
                })
                .toList();
    }

    private static boolean vanishes(SourceReading reading) {
        // Careers pages are everybody's own, so that nothing can befall all of them.
        return reading.source().provider() != Provider.JSON_LD
                && reading.source().lastSuccessAt() != null
                && reading.source().standing().health().state() == BoardHealth.State.ACTIVE
                && (reading.sighting() instanceof Sighting.Unknown || reading.sighting() instanceof Sighting.Away);
    }
}
