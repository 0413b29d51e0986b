package dev.tandem.audit.browser;

import com.microsoft.playwright.Playwright;
import io.quarkus.logging.Log;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// The Node process that one slot's Playwright runs in, with the browser below it. Playwright keeps it to itself, but
/// whoever must end a browser that hangs has to know it exactly: guessing among this process's children once killed
/// another's driver. So its field is read; a version without it is noticed at the first start.
final class DriverProcess {

    private static final String FIELD = "driverProcess";

    private final ProcessHandle process;

    DriverProcess(ProcessHandle process) {
        this.process = process;
    }

    /// @throws IllegalStateException when this version of Playwright has no such field
    static DriverProcess of(Playwright playwright) {
        try {
            var field = playwright.getClass().getDeclaredField(FIELD);
            field.setAccessible(true);
            return new DriverProcess(((Process) field.get(playwright)).toHandle());
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("This Playwright does not tell its driver's process.", otherVersion);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// The browser's processes, for whoever must end them.
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /// The driver and all that it has started.
    Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    /// Waits until they are gone, for a while.
    static void awaitEnd(List<ProcessHandle> processes, long seconds) {
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException stillThere) {
            Log.warn("A browser's process does not end although it was killed.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the driver and all that it has started.
    void kill() {
        var left = descendants();
        process.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
