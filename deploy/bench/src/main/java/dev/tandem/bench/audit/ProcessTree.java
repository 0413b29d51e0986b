package dev.tandem.bench.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// What a process and everything below it take: their proportional set size, in which memory that several share is
/// counted once.
final class ProcessTree implements AutoCloseable {

    private static final long LEAST_PAUSE_NANOS = 400_000_000;

    /// A look at some forty processes takes 140 ms of a processor: so that nobody is slowed down by being looked at
    /// more than others are, each is left alone for so many times as long as a look took.
    private static final long PAUSE_FOR_A_LOOK = 30;

    private final ProcessHandle root;
    private final Thread watching;
    private volatile long peak;
    private volatile boolean done;

    private ProcessTree(ProcessHandle root) {
        this.root = root;
        this.watching = Thread.ofPlatform().daemon().name("memory").start(this::watch);
    }

    /// Looks again and again until it is closed.
    static ProcessTree watch(ProcessHandle root) {
        return new ProcessTree(root);
    }

    private void watch() {
        while (!done) {
            var start = System.nanoTime();
            peak = Math.max(peak, megabytes(root));
            var took = System.nanoTime() - start;
            LockSupport.parkNanos(Math.max(LEAST_PAUSE_NANOS, PAUSE_FOR_A_LOOK * took));
        }
    }

    /// The most that was seen so far, in megabytes.
    long peak() {
        return peak;
    }

    /// What it takes now, in megabytes.
    static long megabytes(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).mapToLong(process -> kilobytes(process.pid())).sum()
                / 1_024;
    }

    private static long kilobytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .sum();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        done = true;
        LockSupport.unpark(watching);
        try {
            watching.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
