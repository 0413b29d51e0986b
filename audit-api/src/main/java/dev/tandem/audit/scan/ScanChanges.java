package dev.tandem.audit.scan;

import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Hints between processes that a scan's row has changed. One subscription per process, however many follow; a hint
/// that is lost is made up for by the next look at the row.
@ApplicationScoped
public class ScanChanges {

    private static final String CHANNEL = "audit:scan-changed";

    private final ReactiveRedisDataSource redis;
    private final BroadcastProcessor<UUID> hints = BroadcastProcessor.create();
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
