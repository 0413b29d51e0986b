package dev.tandem.audit.lighthouse;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A place for one worker at a time: starts it when needed, replaces it when it is no longer fit, and keeps the egress
/// port that all of them use. One run at a time; [#close()] may come from another thread.
final class LighthouseSeat implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LighthouseSeat.class.getName());

    private final Launcher launcher;
    private final @Nullable EgressPort egress;
    private final InstantSource clock;
    private final ExecutorService retiring = Executors.newVirtualThreadPerTaskExecutor();

    private @Nullable LighthouseWorker worker;
    private Instant lastUsed;
    private boolean closed;

    /// Starts a worker whose browser goes through the given port, or anywhere when there is none.
    interface Launcher {
        LighthouseWorker launch(@Nullable EgressPort egress) throws LighthouseFailure;
    }

    LighthouseSeat(Launcher launcher, @Nullable EgressPort egress, InstantSource clock) {
        this.launcher = launcher;
        this.egress = egress;
        this.clock = clock;
        this.lastUsed = clock.instant();
    }

    LighthouseReport run(LighthouseRequest request, Consumer<LighthousePhase> progress) throws LighthouseFailure {
        var current = fitWorker();
        try {
            current.awaitReady();
            return runThroughEgress(current, request, progress);
        } finally {
            replaceIfUnfit(current);
        }
    }

    /// Starts the worker if there is none, without waiting until it is ready.
    synchronized void warm() {
        try {
            fitWorker();
        } catch (LighthouseFailure failure) {
            LOG.log(Level.WARNING, "No Lighthouse worker yet: {0}", failure.getMessage());
        }
    }

    /// Ends the worker when nobody used it since the given time.
    synchronized boolean retireIfIdleSince(Instant time) {
        if (worker == null || lastUsed.isAfter(time)) {
            return false;
        }
        retire(worker);
        return true;
    }

    /// Ends the worker and waits for the end of all that were here before it.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (worker != null) {
                retire(worker);
            }
        }
        retiring.close();
    }

    private LighthouseReport runThroughEgress(
            LighthouseWorker current, LighthouseRequest request, Consumer<LighthousePhase> progress)
            throws LighthouseFailure {
        var open = egress == null ? null : egress.open();
        try {
            return current.run(request, progress);
        } finally {
            shut(open);
        }
    }

    private synchronized LighthouseWorker fitWorker() throws LighthouseFailure {
        if (closed) {
            throw LighthouseFailure.unavailable("Lighthouse is being shut down.");
        }
        lastUsed = clock.instant();
        if (worker != null && worker.unfitBecause().isPresent()) {
            // It died while nobody used it.
            retire(worker);
        }
        if (worker == null) {
            worker = launcher.launch(egress);
        }
        return worker;
    }

    private synchronized void replaceIfUnfit(LighthouseWorker used) {
        lastUsed = clock.instant();
        var reason = used.unfitBecause();
        if (reason.isEmpty() || worker != used) {
            return;
        }
        LOG.log(Level.INFO, "{0} is replaced: {1}", used, reason.get());
        retire(used);
        if (!closed) {
            warm();
        }
    }

    /// In the background: a worker may take two seconds to end, which nobody should wait for.
    private void retire(LighthouseWorker old) {
        worker = null;
        retiring.execute(old::close);
    }

    private static void shut(@Nullable AutoCloseable open) {
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (Exception failure) {
            LOG.log(Level.WARNING, "The egress port was not closed after a Lighthouse run", failure);
        }
    }
}
