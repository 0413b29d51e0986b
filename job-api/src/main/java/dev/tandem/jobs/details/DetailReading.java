package dev.tandem.jobs.details;

import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.posting.PostingBatches;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Reads the details of one poll. Each host has a lane of its own, in which no more is asked at once than the host
/// answers, so that lists that are still to be read never queue behind hundreds of details. A failure is counted and
/// says nothing about its posting.
public final class DetailReading {

    private final BoardFetchers fetchers;
    private final PostingBatches postings;
    private final DetailConfig config;
    private final int perHost;
    private final Instant at;
    private final Consumer<DetailProgress> told;
    private final long endsNanos;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Map<String, HostLane> lanes = new HashMap<>();
    private final Map<UUID, Tally> tallies = new HashMap<>();

    private int waiting;
    private boolean closed;

    DetailReading(
            BoardFetchers fetchers,
            PostingBatches postings,
            DetailConfig config,
            int perHost,
            Instant at,
            Consumer<DetailProgress> told) {
        this.fetchers = fetchers;
        this.postings = postings;
        this.config = config;
        this.perHost = perHost;
        this.at = at;
        this.told = told;
        this.endsNanos = System.nanoTime() + config.within().toNanos();
    }

    /// What has become of a source's details so far.
    private static final class Tally {
        private int due;
        private int read;
        private int failed;
    }

    /// Begins to read a board's details. Those that are too many to be held wait for the next poll.
    public void add(BoardDetails wanted) {
        HostLane lane;
        BoardDetails held;
        synchronized (this) {
            held = wanted.first(Math.max(0, config.atMost() - waiting));
            if (closed || held.postings().isEmpty()) {
                return;
            }
            waiting += held.postings().size();
            tallies.computeIfAbsent(held.source().id(), id -> new Tally()).due += wanted.postings().size();
            lane = lanes.computeIfAbsent(held.board().host(), host -> begun());
        }
        lane.add(held);
    }

    private HostLane begun() {
        var reader = new DetailReader(fetchers, config.failuresInARow(), this::isLate);
        return new HostLane(reader, new DetailStore(postings, at), config, perHost, this::stored);
    }

    private boolean isLate() {
        return System.nanoTime() - endsNanos > 0;
    }

    /// No further boards come.
    public void close() {
        List<HostLane> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(lanes.values());
        }
        all.forEach(HostLane::close);
        endWhenDone();
    }

    /// Succeeds when everything has been read and stored, or given up.
    public Uni<Void> done() {
        return Uni.createFrom().completionStage(over::copy);
    }

    /// Stops what has not been done.
    public void cancel() {
        List<HostLane> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(lanes.values());
        }
        all.forEach(HostLane::cancel);
    }

    private void stored(List<Detail> details) {
        var changed = new HashMap<UUID, DetailProgress>();
        synchronized (this) {
            waiting -= details.size();
            for (var detail : details) {
                var source = detail.of().source().id();
                var tally = tallies.computeIfAbsent(source, id -> new Tally());
                switch (detail) {
                    case Detail.Read read -> {
                        tally.due--;
                        tally.read++;
                    }
                    case Detail.Failed failed -> {
                        tally.due--;
                        tally.failed++;
                    }
                    // It goes on being due, and the next poll finds it so.
                    case Detail.Left left -> {}
                }
                changed.put(source, new DetailProgress(source, tally.due, tally.read, tally.failed));
            }
        }
        changed.values().forEach(told);
        endWhenDone();
    }

    private void endWhenDone() {
        boolean done;
        synchronized (this) {
            done = closed && waiting == 0;
        }
        if (done) {
            over.complete(null);
        }
    }
}
