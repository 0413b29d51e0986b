package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.dispatch.Claims;
import dev.tandem.audit.dispatch.DispatchConfig;
import dev.tandem.audit.dispatch.Heartbeat;
import dev.tandem.audit.dispatch.Queue;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.ScanChanges;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Takes scans from the queue for as long as there is a free browser, each on a thread of its own, and says every few
/// seconds that it still holds them.
@ApplicationScoped
public class Worker {

    private final Queue queue;
    private final Claims claims;
    private final ScanChanges changes;
    private final DispatchConfig dispatch;
    private final RunConfig config;
    private final Map<Engine, ScanRun.Audit> audits;
    private final Semaphore free;
    private final String name = "worker-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private final Set<Leased> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService runs =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("scan-", 0).factory());
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("heartbeat").factory());
    private volatile boolean accepting;
    private @Nullable Thread loop;
    private @Nullable Cancellable hints;

    Worker(
            Queue queue,
            Claims claims,
            ScanChanges changes,
            DispatchConfig dispatch,
            RunConfig config,
            Equipment equipment) {
        this.queue = queue;
        this.claims = claims;
        this.changes = changes;
        this.dispatch = dispatch;
        this.config = config;
        this.audits = equipment.audits();
        this.free = new Semaphore(equipment.places());
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        accepting = true;
        loop = Thread.ofPlatform().name("claims").start(this::takeScans);
        var beat = dispatch.heartbeat().toMillis();
        var unused = heart.scheduleAtFixedRate(this::beatAll, beat, beat, TimeUnit.MILLISECONDS);
        // A hint that a scan of ours has changed may mean that somebody cancelled it.
        hints =
                changes.all()
                        .subscribe()
                        .with(id ->
                                running.stream()
                                        .filter(leased -> leased.run.claim().scanId().equals(id))
                                        .forEach(this::beat));
    }

    private void takeScans() {
        while (accepting) {
            try {
                free.acquire();
                var claim = queue.next(name);
                if (claim.isPresent()) {
                    begin(claim.get());
                } else {
                    free.release();
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failure) {
                free.release();
                pause(failure);
            }
        }
    }

    private void begin(Claim claim) {
        var leased = new Leased(new ScanRun(claim, audits, claims, changes));
        running.add(leased);
        if (!accepting) {
            leased.run.stop(ScanRun.Stop.SHUTDOWN);
        }
        var unused =
                runs.submit(() -> {
                    try {
                        leased.run.run(config.limit());
                    } finally {
                        running.remove(leased);
                        free.release();
                    }
                });
    }

    private void pause(RuntimeException failure) {
        Log.warnf("No scan could be taken cause=%s", failure.getClass().getSimpleName());
        try {
            TimeUnit.MILLISECONDS.sleep(dispatch.hintWait().toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void beatAll() {
        running.forEach(this::beat);
    }

    private void beat(Leased leased) {
        var selfFence = dispatch.lease().multipliedBy(3).dividedBy(4);
        if (leased.silence().compareTo(selfFence) > 0) {
            // Whether or not another has it already: this worker may not be believed any more.
            leased.run.stop(ScanRun.Stop.LOST);
            return;
        }
        claims.heartbeat(leased.run.claim()).subscribe().with(leased::heard, failure -> {});
    }

    /// A run and when the database last confirmed its claim.
    private static final class Leased {

        private final ScanRun run;
        private volatile long confirmed = System.nanoTime();

        Leased(ScanRun run) {
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
    }

    /// Takes nothing new, lets running scans end for a moment, and hands back the rest, which costs them no attempt.
    /// Redis and PostgreSQL are still there; HTTP is not.
    void stop(@Observes ShutdownEvent event) {
        accepting = false;
        if (hints != null) {
            hints.cancel();
        }
        if (loop != null) {
            loop.interrupt();
        }
        runs.shutdown();
        try {
            if (!runs.awaitTermination(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                running.forEach(leased -> leased.run.stop(ScanRun.Stop.SHUTDOWN));
                if (!runs.awaitTermination(10, TimeUnit.SECONDS)) {
                    Log.warnf("Scans could not be handed back, their leases will end count=%d", running.size());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            heart.shutdownNow();
        }
    }
}
