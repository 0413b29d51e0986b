package dev.tandem.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How a process is ended: it is asked, given time, and then ended with everything it started.
final class Ending {

    /// What every process of a run carries in its environment, so that none is lost when its parent dies first.
    static final String RUN_VARIABLE = "TANDEM_RUN";

    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Ending() {}

    /// Ends a process and its descendants with SIGTERM, after `patience` with SIGKILL. Returns when all are gone.
    static void terminate(ProcessHandle process, Duration patience) {
        end(process, process::destroy, patience);
    }

    /// The same with SIGINT, which is PostgreSQL's word for a fast shutdown: SIGTERM would wait for every client.
    static void interrupt(ProcessHandle process, Duration patience) {
        end(process, () -> signalInterrupt(process.pid()), patience);
    }

    /// Ends what carries the run's mark and was not reached otherwise: a browser whose service died by SIGKILL has
    /// another parent now. Only Linux tells the environment of a process; elsewhere there is nothing to find.
    static void strays(String run) {
        var mark = RUN_VARIABLE + "=" + run;
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid() && carries(process, mark))
                .toList()
                .forEach(process -> terminate(process, FAREWELL));
    }

    static boolean isAlive(ProcessHandle process) {
        // A zombie counts as alive for the JDK. It has no command any more, and nothing is left of it to end.
        return process.isAlive() && process.info().command().isPresent();
    }

    private static void end(ProcessHandle process, Runnable ask, Duration patience) {
        // Seen before it ends, because afterwards its children are no longer its descendants.
        var family = new LinkedHashSet<>(process.descendants().toList());
        if (isAlive(process)) {
            ask.run();
        }
        if (!isGoneWithin(process, patience)) {
            process.descendants().forEach(family::add);
            var _ = process.destroyForcibly();
            isGoneWithin(process, FAREWELL);
        }
        endFamily(family);
    }

    private static void endFamily(Set<ProcessHandle> family) {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        for (var member : family) {
            if (!isGoneWithin(member, Duration.ofNanos(deadline - System.nanoTime()))) {
                var _ = member.destroyForcibly();
                isGoneWithin(member, FAREWELL);
            }
        }
    }

    static boolean isGoneWithin(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isAlive(process)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private static void signalInterrupt(long pid) {
        try {
            // The shell's own kill: a minimal container has no other.
            new ProcessBuilder("sh", "-c", "kill -INT " + pid).inheritIO().start().waitFor();
        } catch (IOException failure) {
            throw new StartFailure("Process %d could not be asked to stop: %s".formatted(pid, failure.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean carries(ProcessHandle process, String mark) {
        try {
            var environment = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException _) {
            return false;
        }
    }
}
