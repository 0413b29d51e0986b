package dev.tandem.jobs.client;

import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is met on the way to one board: how many requests it takes, how long its host needs for them, and whether its
/// address says that it has moved for good.
public final class Visit {

    private static final String KEY = Visit.class.getName();

    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private volatile @Nullable URI movedTo;

    /// Lets everything that is asked within this work be noted here. The work's own subscription carries the visit, so
    /// that nothing between here and the client has to know of it.
    public <T> Uni<T> noting(Uni<T> work) {
        return Uni.createFrom()
                .emitter(emitter -> {
                    var running = work.subscribe().with(Context.of(KEY, this), emitter::complete, emitter::fail);
                    emitter.onTermination(running::cancel);
                });
    }

    /// The visit that a request belongs to, or else one that nobody looks at.
    static Visit in(Context context) {
        return context.contains(KEY) ? context.get(KEY) : new Visit();
    }

    /// Whether nothing has been asked before.
    boolean begins() {
        return begun.compareAndSet(false, true);
    }

    /// Notes a request and how long it takes.
    <T> Uni<T> timing(Supplier<Uni<T>> request) {
        return Uni.createFrom()
                .deferred(() -> {
                    var started = System.nanoTime();
                    return request.get()
                            .onTermination()
                            .invoke(() -> {
                                requests.incrementAndGet();
                                nanos.addAndGet(System.nanoTime() - started);
                            });
                });
    }

    void movesTo(URI target) {
        movedTo = target;
    }

    public int requests() {
        return requests.get();
    }

    /// How long the host took, added up over all requests.
    public Duration hostTime() {
        return Duration.ofNanos(nanos.get());
    }

    /// Where a permanent redirect of the board's own address leads, null without one.
    public @Nullable URI movedTo() {
        return movedTo;
    }
}
