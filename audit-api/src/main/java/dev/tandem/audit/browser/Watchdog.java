package dev.tandem.audit.browser;

import dev.tandem.audit.process.ProcessTree;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Ends a visit that does not end by itself, from another thread: tells the slot's thread, then kills the page, then
/// the browser, then the driver. Each rung gets a moment to do it; whoever waits in the slot's thread wakes up as soon
/// as the thing that it waits for is gone.
final class Watchdog {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Watchdog() {}

    /// How far one had to go.
    enum Rung {
        THREAD,
        PAGE,
        BROWSER,
        DRIVER,
        /// Nothing helped: the slot's thread is lost.
        NONE
    }

    /// @param visit what is to end
    /// @param ended done as soon as the slot's thread has left the visit
    /// @param processes the slot's, null when it has none yet
    static Rung stop(Future<?> visit, Future<?> ended, @Nullable DriverProcess processes, String slot) {
        return stop(visit, ended, processes, slot, PATIENCE);
    }

    static Rung stop(
            Future<?> visit, Future<?> ended, @Nullable DriverProcess processes, String slot, Duration patience) {
        visit.cancel(true);
        var rung = Rung.THREAD;
        while (rung != Rung.NONE && !endsSoon(ended, patience)) {
            rung = Rung.values()[rung.ordinal() + 1];
            Log.warnf("A visit did not end when told to slot=%s next=%s", slot, rung);
            if (processes != null) {
                kill(rung, processes);
            }
        }
        return rung;
    }

    private static void kill(Rung rung, DriverProcess processes) {
        switch (rung) {
            case PAGE ->
                    ProcessTree.renderers(processes.descendants().stream()).forEach(ProcessHandle::destroyForcibly);
            case BROWSER -> processes.descendants().forEach(ProcessHandle::destroyForcibly);
            case DRIVER -> processes.kill();
            case THREAD, NONE -> {}
        }
    }

    /// The caller may be interrupted itself, which is no reason to leave a browser running.
    private static boolean endsSoon(Future<?> task, Duration patience) {
        var interrupted = false;
        try {
            while (true) {
                try {
                    task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                    return true;
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
