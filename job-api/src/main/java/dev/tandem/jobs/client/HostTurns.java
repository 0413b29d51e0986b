package dev.tandem.jobs.client;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Bounds how many requests are under way to each host. Whoever comes first goes first, and nobody blocks a thread
/// while waiting.
final class HostTurns {

    private final int atOnce;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    HostTurns(int atOnce) {
        this.atOnce = atOnce;
    }

    /// Starts the work when it is its turn, and ends the turn with the work's result, failure or cancellation.
    ///
    /// @param host in lower case
    <T> Uni<T> take(String host, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(emitter -> {
                    var queue = hosts.computeIfAbsent(host, ignored -> new Host());
                    var turn =
                            new Turn(
                                    queue,
                                    () ->
                                            Uni.createFrom()
                                                    .deferred(work::get)
                                                    .subscribe()
                                                    .with(emitter::complete, emitter::fail));
                    emitter.onTermination(turn::end);
                    queue.enter(turn);
                });
    }

    private final class Host {

        private final Queue<Turn> waiting = new ArrayDeque<>();
        private int underWay;

        void enter(Turn turn) {
            synchronized (this) {
                waiting.add(turn);
            }
            startDue();
        }

        void leave(Turn turn, boolean started) {
            synchronized (this) {
                if (started) {
                    underWay--;
                } else {
                    waiting.remove(turn);
                }
            }
            startDue();
        }

        private void startDue() {
            for (var turn = next(); turn != null; turn = next()) {
                turn.start();
            }
        }

        private synchronized @Nullable Turn next() {
            var turn = underWay < atOnce ? waiting.poll() : null;
            if (turn != null) {
                underWay++;
                turn.claim();
            }
            return turn;
        }
    }

    private static final class Turn {

        private final Host host;
        private final Supplier<Cancellable> work;
        private boolean claimed;
        private boolean ended;
        private @Nullable Cancellable running;

        Turn(Host host, Supplier<Cancellable> work) {
            this.host = host;
            this.work = work;
        }

        synchronized void claim() {
            claimed = true;
        }

        void start() {
            synchronized (this) {
                if (ended) {
                    return;
                }
            }
            var started = work.get();
            boolean late;
            synchronized (this) {
                running = started;
                late = ended;
            }
            if (late) {
                started.cancel();
            }
        }

        void end() {
            Cancellable toCancel;
            boolean started;
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
                toCancel = running;
                started = claimed;
            }
            if (toCancel != null) {
                toCancel.cancel();
            }
            host.leave(this, started);
        }
    }
}
