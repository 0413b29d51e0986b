package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.dispatch.Claims;
import dev.tandem.audit.dispatch.DispatchConfig;
import dev.tandem.audit.dispatch.Queue;
import dev.tandem.audit.dispatch.Roles;
import dev.tandem.audit.scan.ScanChanges;
import dev.tandem.common.failpoint.Failpoint;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Takes scans from the queue for as long as there is a free place, each on a thread of its own.
@ApplicationScoped
public class Worker {

    /// For storing that running scans are handed back, once they were told to stop.
    private static final int HAND_BACK_SECONDS = 8;

    private final Queue queue;
    private final Claims claims;
    private final ScanChanges changes;
    private final DispatchConfig dispatch;
    private final RunConfig config;
    private final Equipment equipment;
    private final Roles roles;
    private final Heart heart;
    private final RunTelemetry telemetry;
    private final Lanes.Audits audits;
    private final Semaphore free;
    private final String name = "worker-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private final ExecutorService runs =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("scan-", 0).factory());
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean accepting;
    private @Nullable Thread loop;

    Worker(
            Queue queue,
            Claims claims,
            ScanChanges changes,
            DispatchConfig dispatch,
            RunConfig config,
            Equipment equipment,
            Roles roles,
            RunTelemetry telemetry) {
        this.telemetry = telemetry;
        this.queue = queue;
        this.claims = claims;
        this.changes = changes;
        this.dispatch = dispatch;
        this.config = config;
        this.equipment = equipment;
        this.roles = roles;
        this.heart = new Heart(claims, dispatch, queue::degraded);
        this.audits = equipment.audits();
        this.free = new Semaphore(equipment.places());
    }

    void start(@Observes StartupEvent event) {
        if (!roles.isWorker()) {
            return;
        }
        accepting = true;
        Thread.ofVirtual().name("warming").start(equipment::warm);
        loop = Thread.ofPlatform().name("claims").start(this::takeScans);
        heart.start(changes);
    }

    private void takeScans() {
        while (accepting) {
            try {
                if (equipment.isFit()) {
                    free.acquire();
                    takeScans(1 + free.drainPermits());
                } else {
                    rest();
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failure) {
                pause(failure);
            }
        }
    }

    /// @param places that are this thread's to give
    private void takeScans(int places) throws InterruptedException {
        var unused = places;
        try {
            for (var claim : queue.next(name, places)) {
                unused--;
                begin(claim);
            }
        } finally {
            free.release(unused);
        }
    }

    private void begin(Claim claim) {
        Failpoint.hit("run.claimed");
        var run = new ScanRun(claim, audits, claims, changes, telemetry.begin(claim));
        heart.watch(run);
        Runnable work =
                () -> {
                    try {
                        run.run(config.limit());
                    } finally {
                        heart.forget(run);
                        free.release();
                    }
                };
        try {
            runs.execute(work);
        } catch (RejectedExecutionException ending) {
            // Claimed too late for this process: handed back at once, by this thread.
            run.stop(ScanRun.Stop.SHUTDOWN);
            work.run();
        }
    }

    private void pause(RuntimeException failure) {
        if (!accepting) {
            return;
        }
        Log.warnf("No scan could be taken cause=%s", failure.getClass().getSimpleName());
        try {
            rest();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// As long as a worker waits for a hint, so that it is as quick to stop.
    private void rest() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(dispatch.hintWait().toMillis());
    }

    /// How many scans run here now.
    int running() {
        return heart.watched();
    }

    /// The process was told to stop: it is not ready any more, and everything else still works. Quarkus waits for this
    /// method and has no limit for it, so it has its own.
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    /// Where the process ends without being told before, as in a test.
    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    /// Takes nothing new, lets running scans end for a while, and hands back the rest, which costs them no attempt.
    private void stop() {
        if (!roles.isWorker() || !stopped.compareAndSet(false, true)) {
            return;
        }
        accepting = false;
        try {
            endLoop();
            runs.shutdown();
            if (!runs.awaitTermination(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                Log.infof("Handing back scans that are not done count=%d", heart.watched());
                heart.stopAll(ScanRun.Stop.SHUTDOWN);
                if (!runs.awaitTermination(HAND_BACK_SECONDS, TimeUnit.SECONDS)) {
                    Log.warnf("Scans could not be handed back, their leases will end count=%d", heart.watched());
                }
            }
            queue.leave(name);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            heart.close();
        }
    }

    /// A claim that is under way is waited for: it must not be won by nobody.
    private void endLoop() throws InterruptedException {
        var claiming = loop;
        if (claiming != null && !claiming.join(dispatch.hintWait().plusMillis(500))) {
            claiming.interrupt();
            claiming.join(TimeUnit.SECONDS.toMillis(1));
        }
    }
}
