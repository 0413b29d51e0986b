package dev.tandem.audit.scan;

import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Hints between processes that a scan's row has changed. One subscription per process, however many follow; a hint
/// that is lost is made up for by the next look at the row.
@ApplicationScoped
public class ScanChanges {

    private static final String CHANNEL = "audit:scan-changed";
    private static final int AFTER_THE_WORKER = Interceptor.Priority.LIBRARY_AFTER;

    private final ReactiveRedisDataSource redis;
    private final BroadcastProcessor<UUID> hints = BroadcastProcessor.create();
    private final CompletableFuture<Void> ending = new CompletableFuture<>();
    private @Nullable Cancellable subscription;

    ScanChanges(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    void start(@Observes StartupEvent event) {
        subscription =
                redis.pubsub(String.class)
                        .subscribe(CHANNEL)
                        .onFailure()
                        .retry()
                        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                        .indefinitely()
                        .subscribe()
                        .with(
                                id -> hints.onNext(UUID.fromString(id)),
                                failure -> Log.warn("No more hints of changes."));
    }

    /// After the worker's turn, so that followers see the scans end that end in time.
    void release(@Observes @Priority(AFTER_THE_WORKER) ShutdownDelayInitiatedEvent event) {
        ending.complete(null);
    }

    /// Ends a stream of events when this process is about to end: a follower that is kept would hold up the shutdown,
    /// and one that is let go asks another process.
    public <T> Multi<T> untilShutdown(Multi<T> events) {
        // A copy, because a follower that goes away cancels what it waits for.
        return until(events, Uni.createFrom().completionStage(ending.copy()));
    }

    /// Ends with the events, or before them at a signal. The end is an item of its own kind: as a failure it would run
    /// ahead of the events that are still under way.
    static <T> Multi<T> until(Multi<T> events, Uni<Void> signal) {
        Multi<Optional<T>> end = signal.onItem().transformToMulti(ended -> Multi.createFrom().item(Optional.empty()));
        return untilEmpty(
                Multi.createBy()
                        .merging()
                        .streams(events.map(Optional::of).onCompletion().continueWith(Optional.empty()), end));
    }

    /// Lets looks at something pass, and ends with the first one that shows it over, without waiting for another.
    public static <T> Multi<T> untilOver(Multi<T> looks, Predicate<T> isOver) {
        return untilEmpty(
                looks.onItem()
                        .transformToIterable(look ->
                                isOver.test(look)
                                        ? List.of(Optional.of(look), Optional.empty())
                                        : List.of(Optional.of(look))));
    }

    private static <T> Multi<T> untilEmpty(Multi<Optional<T>> items) {
        return items.select().first(Optional::isPresent).map(Optional::orElseThrow);
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /// Tells every process. Never fails: with Redis away the change is seen a little later.
    public Uni<Void> announce(UUID scanId) {
        return redis.pubsub(String.class)
                .publish(CHANNEL, scanId.toString())
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /// Every change that this process hears of.
    public Multi<UUID> all() {
        return hints.onOverflow().drop();
    }

    Multi<UUID> of(UUID scanId) {
        return all().filter(scanId::equals);
    }
}
