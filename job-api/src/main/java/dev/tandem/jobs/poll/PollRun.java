package dev.tandem.jobs.poll;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A poll that runs in this process: what it has done so far, and the events that tell of it. Whoever begins to watch
/// late is told everything from the start.
final class PollRun {

    private final UUID id;
    private final String tenant;
    private final Instant startedAt;
    private final UnicastProcessor<PollEvent> sent = UnicastProcessor.create();
    private final Multi<PollEvent> events = Multi.createBy().replaying().ofMulti(sent);
    private final CompletableFuture<PollView> finished = new CompletableFuture<>();

    private PollSummary summary = PollSummary.EMPTY;
    private int written;

    PollRun(UUID id, String tenant, Instant startedAt) {
        this.id = id;
        this.tenant = tenant;
        this.startedAt = startedAt;
        sent.onNext(new PollEvent.Started(id, startedAt));
    }

    UUID id() {
        return id;
    }

    String tenant() {
        return tenant;
    }

    /// The instant at which every decision of this poll is taken, by the database's clock.
    Instant startedAt() {
        return startedAt;
    }

    synchronized PollSummary summary() {
        return summary;
    }

    /// How many of the finished sources are in the database.
    synchronized int written() {
        return written;
    }

    synchronized void wrote(int sources) {
        written = Math.max(written, sources);
    }

    synchronized void over(int sources) {
        summary = PollSummary.over(sources);
        sent.onNext(PollEvent.Progress.of(summary.totals()));
    }

    synchronized void add(SourceOutcome outcome) {
        if (finished.isDone()) {
            return; // what a poll that was given up still does is told to nobody
        }
        summary = summary.plus(List.of(outcome));
        sent.onNext(new PollEvent.Source(outcome));
        sent.onNext(PollEvent.Progress.of(summary.totals()));
    }

    synchronized void fail(SourceOutcome.Reason why) {
        summary = summary.failed(why);
    }

    synchronized void end(PollView last) {
        if (finished.complete(last)) {
            sent.onNext(new PollEvent.Done(last));
            sent.onComplete();
        }
    }

    /// How far the poll is now.
    PollView view() {
        return finished.isDone() ? finished.join() : view(PollState.RUNNING);
    }

    PollView view(PollState state) {
        return PollView.of(id, state, startedAt, null, summary());
    }

    Multi<PollEvent> events() {
        return events;
    }

    /// The poll's last state, when it comes to that. Who stops waiting does not stop the poll.
    Uni<PollView> finished() {
        return Uni.createFrom().completionStage(finished::copy);
    }
}
