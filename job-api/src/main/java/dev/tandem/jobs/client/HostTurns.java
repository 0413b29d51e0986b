package dev.tandem.jobs.client;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Bounds how many requests are under way to each host, by the pace that the host can take. Whoever comes first goes
/// first, and nobody blocks a thread while waiting.
final class HostTurns {

    private final Supplier<HostPace> pace;
    private final InstantSource clock;
    private final Later later;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    /// Runs something after a while.
    @FunctionalInterface
    interface Later {
        void run(Runnable work, Duration after);
    }

    HostTurns(Supplier<HostPace> pace, InstantSource clock, Later later) {
        this.pace = pace;
        this.clock = clock;
        this.later = later;
    }

    /// Starts the work when it is its turn, and ends the turn with the work's result, failure or cancellation.
    ///
    /// @param host in lower case
    <T> Uni<T> take(String host, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(emitter -> {
                    var queue = host(host);
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

    /// Whether a host failed so often that it is not to be asked now.
    boolean isResting(String host) {
        return host(host).isResting();
    }

    /// Notes what came of a request whose turn has not ended yet.
    void wentWell(String host) {
        host(host).note((pace, others) -> pace.wentWell());
    }

    /// The host asked for less, and to be left alone for that long.
    void slowDown(String host, Duration pause) {
        host(host).note((pace, others) -> pace.slowDown(pause, others, clock.instant()));
    }

    void failed(String host) {
        host(host).note((pace, others) -> pace.failed(clock.instant()));
    }

    private Host host(String name) {
        return hosts.computeIfAbsent(name, ignored -> new Host());
    }

    private final class Host {

        private final Queue<Turn> waiting = new ArrayDeque<>();
        private final HostPace pace = HostTurns.this.pace.get();
        private int underWay;
        private boolean isWaitingForPause;

        synchronized boolean isResting() {
            return pace.isResting(clock.instant());
        }

        synchronized void note(ObjIntConsumer<HostPace> what) {
            what.accept(pace, Math.max(0, underWay - 1));
        }

        private void afterPause() {
            synchronized (this) {
                isWaitingForPause = false;
            }
            startDue();
        }

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
            var now = clock.instant();
            var pause = pace.pause(now);
            if (!pause.isZero() && !waiting.isEmpty() && !isWaitingForPause) {
                isWaitingForPause = true;
                later.run(this::afterPause, pause);
            }
            var turn = underWay < pace.atOnce(now) ? waiting.poll() : null;
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
