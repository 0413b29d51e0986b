package dev.tandem.jobs.poll;

import dev.tandem.jobs.client.Visit;
import dev.tandem.jobs.health.Sighting;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.posting.IncomingPosting;
import dev.tandem.jobs.posting.PostingBatches.Upserted;
import dev.tandem.jobs.source.PolledSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gathers what is known of a source's outcome while it is polled, and takes its time.
final class OutcomeOf {

    private final PolledSource source;
    private final Consumer<List<IncomingPosting>> lacking;
    private final long startedNanos = System.nanoTime();

    private volatile int listed;
    private volatile int filtered;
    private volatile List<IncomingPosting> lackingDetails = List.of();
    private volatile boolean wrote;
    private volatile Sighting sighting = Sighting.UNCLEAR;

    /// @param lacking is told which listed postings lack details, before anything of the list is stored
    OutcomeOf(PolledSource source, Consumer<List<IncomingPosting>> lacking) {
        this.source = source;
        this.lacking = lacking;
    }

    OutcomeOf(PolledSource source) {
        this(source, none -> {});
    }

    void listed(int postings, int hidden) {
        listed = postings;
        filtered = hidden;
    }

    int listed() {
        return listed;
    }

    int filtered() {
        return filtered;
    }

    /// Whether postings were written.
    void wrote(boolean some) {
        wrote = some;
    }

    /// What the listing says of the board itself.
    void seen(Sighting what) {
        sighting = what;
    }

    /// Listed postings whose details have to be read.
    void lackDetails(List<IncomingPosting> postings) {
        lackingDetails = postings;
        lacking.accept(postings);
    }

    /// All that the poll goes on with.
    SourceReading reading(SourceOutcome outcome, Visit visit, CompletableFuture<Boolean> stored) {
        return new SourceReading(source, outcome, lackingDetails.size(), wrote, sighting, visit, stored);
    }

    SourceOutcome complete(Upserted upserted, int archived) {
        // A posting that comes back after a miss or two is no change.
        var unchanged = upserted.added() + upserted.changed() + upserted.reopened() == 0 && archived == 0;
        return of(unchanged ? SourceOutcome.Kind.UNCHANGED : SourceOutcome.Kind.COMPLETE, upserted, archived, null);
    }

    SourceOutcome partial(Upserted upserted, FetchFailure why) {
        return of(SourceOutcome.Kind.PARTIAL, upserted, 0, why);
    }

    SourceOutcome failed(FetchFailure why) {
        lackingDetails = List.of();
        return of(SourceOutcome.Kind.FAILED, Upserted.NOTHING, 0, why);
    }

    private SourceOutcome of(SourceOutcome.Kind kind, Upserted upserted, int archived, @Nullable FetchFailure why) {
        return new SourceOutcome(
                source.id(),
                source.name(),
                source.provider().name(),
                kind,
                listed,
                upserted.added(),
                upserted.changed(),
                archived,
                upserted.reopened(),
                filtered,
                Duration.ofNanos(System.nanoTime() - startedNanos).toMillis(),
                lackingDetails.size(),
                0,
                0,
                why == null ? null : new SourceOutcome.Reason(why.code().name(), why.message()));
    }
}
