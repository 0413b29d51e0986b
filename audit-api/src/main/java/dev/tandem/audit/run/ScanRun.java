package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.dispatch.Claims;
import dev.tandem.audit.scan.ScanChanges;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.common.async.Blocking;
import dev.tandem.common.failpoint.Failpoint;
import dev.tandem.common.problem.Incident;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One claim being worked on: its engines side by side, its end stored once.
final class ScanRun {

    /// Why a run is stopped from outside.
    enum Stop {
        /// Somebody cancelled the scan.
        CANCELLED,
        /// The claim is another's now; nothing may be written.
        LOST,
        /// This process must end; the scan is handed back.
        SHUTDOWN
    }

    private static final Duration STORE_LIMIT = Duration.ofSeconds(15);
    private static final int STORE_TRIES = 5;
    private static final Duration STORE_PAUSE = Duration.ofMillis(250);

    private final Claim claim;
    private final Lanes lanes;
    private final Claims claims;
    private final ScanChanges changes;
    private final ProgressReport progress;
    private final RunTrace trace;
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final CompletableFuture<List<EngineAnswer>> answers = new CompletableFuture<>();

    ScanRun(Claim claim, Lanes.Audits audits, Claims claims, ScanChanges changes, RunTrace trace) {
        this.trace = trace;
        this.claim = claim;
        this.claims = claims;
        this.changes = changes;
        this.progress = new ProgressReport(claim, claims, changes);
        this.lanes = new Lanes(audits, trace, progress::say);
    }

    Claim claim() {
        return claim;
    }

    /// Stops the engines at once. The first reason counts.
    void stop(Stop reason) {
        stop.compareAndSet(null, reason);
        answers.cancel(false);
    }

    /// Works until the end is stored, or is not ours to store any more. Blocks.
    ///
    /// @param limit after which engines that have not answered are stopped
    void run(Duration limit) {
        var work = lanes.ask(claim, limit).subscribe().with(answers::complete, answers::completeExceptionally);
        try {
            var outcome = Outcome.of(answers.get());
            trace.outcome(outcome instanceof Outcome.Done ? "COMPLETED" : "FAILED");
            store(() -> end(outcome));
        } catch (CancellationException stopped) {
            work.cancel();
            endStopped();
        } catch (ExecutionException failure) {
            var incident = Incident.log("scan", failure);
            fail(new ScanError("SCAN_FAILED", "Something went wrong on our side, incident " + incident + ".", true));
        } catch (InterruptedException interrupted) {
            work.cancel();
            stop.compareAndSet(null, Stop.SHUTDOWN);
            endStopped();
            Thread.currentThread().interrupt();
        } finally {
            trace.close();
        }
    }

    private Uni<Boolean> end(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> claims.complete(claim, done.result(), done.findings());
            case Outcome.Failed failed -> claims.fail(claim, failed.error());
        };
    }

    private void fail(ScanError error) {
        trace.outcome("FAILED");
        store(() -> claims.fail(claim, error));
    }

    private void endStopped() {
        trace.outcome(stop.get() == Stop.CANCELLED ? "CANCELLED" : "HANDED_BACK");
        switch (stop.get()) {
            case CANCELLED -> store(() -> claims.cancelled(claim));
            case SHUTDOWN -> store(() -> claims.release(claim));
            case LOST -> {
                trace.leaseLost();
                Log.warnf("A claim was lost, its scan is left alone scan=%s epoch=%d", claim.scanId(), claim.epoch());
            }
            case null -> store(() -> claims.release(claim));
        }
    }

    /// Tries again when the database was away. Where the answer to a statement was lost, the next try finds nothing
    /// left to do, and asks whether that is because the first one did it.
    private void store(Supplier<Uni<Boolean>> write) {
        progress.end();
        Failpoint.hit("run.before-end");
        var failures = new ArrayList<Throwable>();
        while (failures.size() < STORE_TRIES) {
            try {
                var stored =
                        trace.store(() -> Blocking.await(write.get(), STORE_LIMIT))
                                || !failures.isEmpty() && Blocking.await(claims.isEnded(claim), STORE_LIMIT);
                Failpoint.hit("run.end-stored");
                if (!stored) {
                    Log.warnf(
                            "Nothing was stored under a claim that is over scan=%s epoch=%d",
                            claim.scanId(), claim.epoch());
                }
                Blocking.await(changes.announce(claim.scanId()), STORE_LIMIT);
                return;
            } catch (RuntimeException failure) {
                failures.add(failure);
                if (!waitBeforeTry(failures.size())) {
                    break;
                }
            }
        }
        // The lease will end and another worker will run the scan: nothing is lost but time.
        Incident.log("storing the end of scan " + claim.scanId(), failures.getLast());
    }

    private static boolean waitBeforeTry(int failed) {
        try {
            TimeUnit.MILLISECONDS.sleep(STORE_PAUSE.toMillis() << failed);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
