package dev.tandem.jobs.poll;

import dev.tandem.jobs.details.DetailProgress;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A poll that runs in this process: what it has done so far, and the events that tell of it. Whoever begins to watch
/// late is told everything from the start.
final class PollRun {

    private final UUID id;
    private final String tenant;
    private final Instant startedAt;
    private final @Nullable Instant due;
    private final UnicastProcessor<PollEvent> sent = UnicastProcessor.create();
    private final Multi<PollEvent> events = Multi.createBy().replaying().ofMulti(sent);
    private final CompletableFuture<PollView> finished = new CompletableFuture<>();

    private final List<SourceOutcome> outcomes = new ArrayList<>();
    private final Map<UUID, Integer> numbers = new HashMap<>();
    // Of those that were written: the ones whose details have gone on since.
    private final Set<Integer> stale = new TreeSet<>();
    private PollSummary.Totals totals = PollSummary.Totals.over(0);
    private SourceOutcome.@Nullable Reason error;
    private int written;

    /// @param due the time that it was due at by a schedule, null when a person began it
    PollRun(UUID id, String tenant, Instant startedAt, @Nullable Instant due) {
        this.id = id;
        this.tenant = tenant;
        this.startedAt = startedAt;
        this.due = due;
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

    boolean isScheduled() {
        return due != null;
    }

    synchronized PollSummary summary() {
        return new PollSummary(totals, outcomes, error);
    }

    /// What the database does not know yet.
    synchronized Unwritten unwritten() {
        var since = stale.stream().map(number -> new Unwritten.Numbered(number + 1, outcomes.get(number))).toList();
        return new Unwritten(
                new PollSummary(totals, List.of(), error),
                written,
                List.copyOf(outcomes.subList(written, outcomes.size())),
                since);
    }

    synchronized void wrote(Unwritten known) {
        var upTo = known.from() + known.listed().size();
        for (var number = known.from(); number < upTo; number++) {
            if (!outcomes.get(number).equals(known.listed().get(number - known.from()))) {
                stale.add(number);
            }
        }
        for (var each : known.changed()) {
            if (outcomes.get(each.number() - 1).equals(each.outcome())) {
                stale.remove(each.number() - 1);
            }
        }
        written = Math.max(written, upTo);
    }

    synchronized void over(int sources) {
        totals = PollSummary.Totals.over(sources);
        sent.onNext(PollEvent.Progress.of(totals));
    }

    synchronized void add(SourceOutcome outcome) {
        if (finished.isDone()) {
            return; // what a poll that was given up still does is told to nobody
        }
        numbers.put(outcome.source(), outcomes.size());
        outcomes.add(outcome);
        totals = totals.plus(outcome);
        sent.onNext(new PollEvent.Source(outcome));
        sent.onNext(PollEvent.Progress.of(totals));
    }

    /// Notes how far the details of a source are that was added before.
    synchronized void details(DetailProgress progress) {
        var number = numbers.get(progress.source());
        if (number == null || finished.isDone()) {
            return;
        }
        var before = outcomes.get(number);
        var now = before.with(progress.due(), progress.read(), progress.failed());
        outcomes.set(number, now);
        totals = totals.with(before, now);
        if (number < written) {
            stale.add(number);
        }
        sent.onNext(PollEvent.Details.of(now, totals));
    }

    synchronized void fail(SourceOutcome.Reason why) {
        error = why;
    }

    synchronized void end(PollView last) {
        if (finished.complete(last)) {
            sent.onNext(new PollEvent.Done(last));
            sent.onComplete();
        }
    }

    /// How far the poll is now.
    PollView view() {
        return finished.isDone() ? finished.join() : view(PollState.RUNNING, null);
    }

    PollView view(PollState state, @Nullable Instant finishedAt) {
        return PollView.of(id, state, startedAt, finishedAt, due, summary());
    }

    Multi<PollEvent> events() {
        return events;
    }

    /// The poll's last state, when it comes to that. Who stops waiting does not stop the poll.
    Uni<PollView> finished() {
        return Uni.createFrom().completionStage(finished::copy);
    }
}
