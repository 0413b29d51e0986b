package dev.tandem.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals that Java itself can't send.
public final class Signals {

    private Signals() {}

    /// @param name such as `STOP`
    public static void send(ProcessHandle process, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
