package dev.tandem.local;

import java.io.PrintStream;
import java.time.Duration;

/// Lines for the person at the terminal, each with the time since the start.
final class Progress {

    private final PrintStream out;
    private final long start = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void step(String sentence) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
        out.printf("[%5.1f s] %s%n", seconds, sentence);
        out.flush();
    }

    void text(String text) {
        out.println(text);
        out.flush();
    }
}
