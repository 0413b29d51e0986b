package dev.tandem.jobs.poll;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import dev.tandem.common.problem.Incident;
import dev.tandem.jobs.source.PageSize;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Begins polls, at most one at a time per tenant, lets several callers share one, and tells how polls go.
@ApplicationScoped
public class PollService {

    private final PollRepository polls;
    private final PollRunner runner;
    private final PollConfig config;

    /// The polls of this process by tenant; a tenant is here from its request to its poll's end.
    private final Map<String, Uni<Optional<PollRun>>> ours = new ConcurrentHashMap<>();

    private final Map<UUID, PollRun> running = new ConcurrentHashMap<>();
    private final Map<UUID, Cancellable> work = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    PollService(PollRepository polls, PollRunner runner, PollConfig config) {
        this.polls = polls;
        this.runner = runner;
        this.config = config;
    }

    /// Begins a poll, or joins the one that runs.
    ///
    /// @return the poll as it is now; RUNNING unless it was over at once
    Uni<PollView> begin(String tenant) {
        return join(tenant, null).flatMap(run -> run.isPresent() ? item(run.get().view()) : elsewhere(tenant));
    }

    /// Begins a poll, or joins the one that runs, and waits for its end, but not longer than a caller does. A poll that
    /// runs in another process is not waited for.
    ///
    /// @return the poll as it is then; RUNNING when it goes on
    Uni<PollView> poll(String tenant) {
        var asked = System.nanoTime();
        return join(tenant, null).flatMap(run -> run.isPresent() ? ended(run.get(), asked) : elsewhere(tenant));
    }

    /// Begins the poll that was due at a time, unless one has come of it before.
    ///
    /// @return whether nothing is left to be done for that time; false while another poll runs, which serves for it
    ///   only when it gets to its end
    public Uni<Boolean> fire(String tenant, Instant due) {
        return stopping ? Uni.createFrom().item(false) : join(tenant, due).flatMap(run -> polls.served(tenant, due));
    }

    public Uni<PollView> get(String tenant, UUID id) {
        var run = running.get(id);
        if (run != null && run.tenant().equals(tenant)) {
            return item(run.view());
        }
        return polls.bury(tenant, config.deadAfter())
                .chain(() -> polls.find(tenant, id))
                .map(found -> found.orElseThrow(() -> PollProblem.notFound(id)));
    }

    /// Everything that has happened in a poll, and what goes on happening, until it ends.
    Uni<Multi<PollEvent>> events(String tenant, UUID id) {
        var run = running.get(id);
        if (run != null && run.tenant().equals(tenant)) {
            return Uni.createFrom().item(run.events());
        }
        return get(tenant, id).map(now -> tail(tenant, now));
    }

    private Multi<PollEvent> tail(String tenant, PollView now) {
        var tail = new PollTail();
        var first = Multi.createFrom().iterable(tail.next(now));
        if (now.state() != PollState.RUNNING) {
            return first;
        }
        var rest =
                Uni.createFrom()
                        .deferred(() -> get(tenant, now.id()))
                        .onItem()
                        .delayIt()
                        .by(config.lookUpEvery())
                        .repeat()
                        .whilst(poll -> poll.state() == PollState.RUNNING)
                        .onItem()
                        .transformToIterable(tail::next);
        return Multi.createBy().concatenating().streams(first, rest);
    }

    /// Polls without their sources, newest first.
    public Uni<Page<PollView>> page(String tenant, @Nullable String cursor, PageSize size) {
        var place = Cursor.decode(cursor, 2);
        Instant started = null;
        UUID id = null;
        try {
            if (place != null) {
                started = Instant.parse(place.parts().getFirst());
                id = UUID.fromString(place.parts().getLast());
            }
        } catch (DateTimeException | IllegalArgumentException foreign) {
            throw Cursor.invalid();
        }
        return polls.page(tenant, started, id, size)
                .map(rows -> Page.cut(rows, size.items(), poll -> Cursor.of(poll.startedAt(), poll.id())));
    }

    /// Whoever asks while a poll of the tenant begins or runs here gets that one; empty when it runs elsewhere.
    private Uni<Optional<PollRun>> join(String tenant, @Nullable Instant due) {
        return ours.computeIfAbsent(
                tenant,
                any ->
                        polls.begin(tenant, due, config.deadAfter())
                                .invoke(begun -> begun.ifPresentOrElse(this::run, () -> ours.remove(tenant)))
                                .onFailure()
                                .invoke(() -> ours.remove(tenant))
                                .map(begun -> begun.map(PollRepository.Begun::run))
                                .memoize()
                                .indefinitely());
    }

    private void run(PollRepository.Begun begun) {
        var run = begun.run();
        running.put(run.id(), run);
        var task = runner.run(begun).onTermination().invoke(() -> forget(run)).subscribe().with(done -> {});
        work.put(run.id(), task);
        if (!running.containsKey(run.id())) {
            work.remove(run.id()); // it was over before it could be noted
        }
    }

    private void forget(PollRun run) {
        running.remove(run.id());
        work.remove(run.id());
        ours.remove(run.tenant());
    }

    private Uni<PollView> ended(PollRun run, long asked) {
        var left = config.answerWithin().minusNanos(System.nanoTime() - asked);
        return left.isPositive() ? run.finished().ifNoItem().after(left).recoverWithItem(run::view) : item(run.view());
    }

    private Uni<PollView> elsewhere(String tenant) {
        // It may have ended between the two looks, and then a new one can begin.
        return polls.running(tenant).flatMap(found -> found.map(PollService::item).orElseGet(() -> begin(tenant)));
    }

    private static Uni<PollView> item(PollView view) {
        return Uni.createFrom().item(view);
    }

    /// A process that ends in good order leaves no poll behind that others would have to wait out.
    void stop(@Observes ShutdownEvent ending) {
        stopping = true;
        for (var run : List.copyOf(running.values())) {
            Optional.ofNullable(work.get(run.id())).ifPresent(Cancellable::cancel);
            run.fail(new SourceOutcome.Reason("STOPPED", "The service was stopped before the poll was over."));
            try {
                Blocking.await(polls.end(run.id(), PollState.FAILED, run.unwritten()), config.heartbeat());
            } catch (RuntimeException unreachable) {
                Incident.log("stop of poll " + run.id(), unreachable); // its silence will tell
            }
            run.end(run.view(PollState.FAILED, null));
        }
    }
}
