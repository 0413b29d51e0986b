package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Claims;
import dev.tandem.audit.dispatch.DispatchConfig;
import dev.tandem.audit.dispatch.Heartbeat;
import dev.tandem.audit.scan.ScanChanges;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Says every few seconds that this process still holds its claims, and stops a run whose claim is lost, cancelled, or
/// was not confirmed for so long that it may be lost.
final class Heart implements AutoCloseable {

    /// Without hints a cancelled scan must be found by asking.
    private static final Duration ASK = Duration.ofSeconds(1);

    private static final Duration SOON = Duration.ofMillis(100);

    private final Claims claims;
    private final DispatchConfig config;
    private final BooleanSupplier hintsAreAway;
    private final Map<UUID, Beating> runs = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("heartbeat").factory());
    private @Nullable Cancellable hints;

    Heart(Claims claims, DispatchConfig config, BooleanSupplier hintsAreAway) {
        this.claims = claims;
        this.config = config;
        this.hintsAreAway = hintsAreAway;
    }

    void start(ScanChanges changes) {
        var often = Math.min(ASK.toMillis(), config.heartbeat().toMillis());
        var unused = thread.scheduleAtFixedRate(this::beatWhereDue, often, often, TimeUnit.MILLISECONDS);
        // A hint that a scan of ours has changed may mean that somebody cancelled it.
        hints =
                changes.all()
                        .subscribe()
                        .with(id -> {
                            var run = runs.get(id);
                            if (run != null) {
                                beatSoon(run);
                            }
                        });
    }

    void watch(ScanRun run) {
        runs.put(run.claim().scanId(), new Beating(run));
    }

    void forget(ScanRun run) {
        runs.computeIfPresent(run.claim().scanId(), (id, beating) -> beating.run == run ? null : beating);
    }

    int watched() {
        return runs.size();
    }

    void stopAll(ScanRun.Stop reason) {
        runs.values().forEach(beating -> beating.run.stop(reason));
    }

    private void beatWhereDue() {
        var every = hintsAreAway.getAsBoolean() ? ASK : config.heartbeat();
        runs.values().stream().filter(run -> run.sinceBeat().compareTo(every) >= 0).forEach(this::beat);
    }

    /// Most hints are of progress that the run itself has told; a short scan is over before they are looked into.
    private void beatSoon(Beating beating) {
        if (beating.planned.compareAndSet(false, true)) {
            var unused =
                    thread.schedule(
                            () -> {
                                beating.planned.set(false);
                                if (runs.get(beating.run.claim().scanId()) == beating) {
                                    beat(beating);
                                }
                            },
                            SOON.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void beat(Beating beating) {
        var selfFence = config.lease().multipliedBy(3).dividedBy(4);
        if (beating.silence().compareTo(selfFence) > 0) {
            // Whether or not another has it already: this worker may not be believed any more.
            beating.run.stop(ScanRun.Stop.LOST);
            return;
        }
        beating.beatAt = System.nanoTime();
        claims.heartbeat(beating.run.claim()).subscribe().with(beating::heard, failure -> {});
    }

    @Override
    public void close() {
        if (hints != null) {
            hints.cancel();
        }
        thread.shutdownNow();
    }

    /// A run and when the database last confirmed its claim.
    private static final class Beating {

        private final ScanRun run;
        private final AtomicBoolean planned = new AtomicBoolean();
        private volatile long confirmed = System.nanoTime();
        private volatile long beatAt = confirmed;

        Beating(ScanRun run) {
            this.run = run;
        }

        void heard(Heartbeat answer) {
            switch (answer) {
                case ALIVE -> confirmed = System.nanoTime();
                case CANCEL -> run.stop(ScanRun.Stop.CANCELLED);
                case LOST -> run.stop(ScanRun.Stop.LOST);
            }
        }

        Duration silence() {
            return Duration.ofNanos(System.nanoTime() - confirmed);
        }

        Duration sinceBeat() {
            return Duration.ofNanos(System.nanoTime() - beatAt);
        }
    }
}
