package dev.tandem.common.async;

import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The one place where reactive and blocking code meet: requests are `Uni`, workers are straight blocking code on their
/// own threads, and nothing else may cross from one to the other.
///
/// Work that blocks runs on virtual threads; whoever calls bounds how much of it is under way at once.
public final class Blocking {

    private static final ExecutorService THREADS =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("blocking-", 0).factory());

    private Blocking() {}

    /// Runs blocking work off the event loop and hands its result back on a worker thread.
    ///
    /// @param work the work; a null result becomes a null item, an exception a failure with that same exception
    public static <T> Uni<T> call(Callable<T> work) {
        // Whatever thread does it, it belongs to the caller's trace.
        var traced = Context.current().wrap(work);
        return Uni.createFrom()
                .<T>emitter(emitter -> {
                    var task =
                            THREADS.submit(() -> {
                                try {
                                    emitter.complete(traced.call());
                                } catch (Exception | Error failure) {
                                    emitter.fail(failure);
                                }
                            });
                    emitter.onTermination(() -> task.cancel(true));
                });
    }

    /// Waits for a `Uni` on a thread that may block.
    ///
    /// @param atMost how long to wait, after which the `Uni` is cancelled
    /// @throws io.smallrye.mutiny.TimeoutException when there was no result in time
    /// @throws IllegalStateException when called on an event loop, which must never wait
    public static <T> T await(Uni<T> uni, Duration atMost) {
        if (!Infrastructure.canCallerThreadBeBlocked()) {
            throw new IllegalStateException("An event loop must not wait: " + Thread.currentThread().getName());
        }
        return uni.await().atMost(atMost);
    }
}
