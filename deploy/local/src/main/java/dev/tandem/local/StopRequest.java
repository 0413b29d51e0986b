package dev.tandem.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// That somebody wants everything to stop. It is only ever noted here; the launcher's own thread does the stopping.
final class StopRequest {

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private @Nullable Thread starting;

    /// Notes the wish, and frees the launcher's thread from whatever it waits for while it starts things.
    synchronized void make() {
        requested.complete(null);
        if (starting != null) {
            starting.interrupt();
        }
    }

    /// From here on the calling thread is interrupted by a request.
    synchronized void interruptsThisThread() {
        starting = Thread.currentThread();
        if (isMade()) {
            starting.interrupt();
        }
    }

    /// From here on the calling thread is left alone: stopping must not be interrupted.
    synchronized void leavesThisThreadAlone() {
        starting = null;
        Thread.interrupted();
    }

    boolean isMade() {
        return requested.isDone();
    }

    CompletableFuture<Void> made() {
        return requested;
    }

    /// Waits for a request.
    ///
    /// @return true when there was one within the time
    boolean isMadeWithin(Duration time) {
        try {
            requested.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return isMade();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A stop request can't fail.", failure);
        }
    }
}
