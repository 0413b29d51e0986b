package dev.tandem.common.failpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place in the code where a failure test may strike. Every point does nothing, unless the environment variable
/// `TANDEM_FAILPOINTS` named a file when the process started. Then that file is read whenever a point is passed, and
/// says what happens at which: lines of `name=action`, or `name=action@n` for the n-th time that it is passed. Meant
/// for tests that run the real program; nothing sets it otherwise.
///
/// The actions: `kill` ends the process by SIGKILL, `stop` halts it by SIGSTOP until somebody sends SIGCONT, `throw`
/// fails with an [IllegalStateException]. Each strikes once.
public final class Failpoint {

    private static final Pattern SYNTAX = Pattern.compile("([a-z][a-z0-9.-]*)=(kill|stop|throw)(?:@([1-9][0-9]*))?");
    private static final @Nullable Failpoint ARMED = armedBy(System.getenv("TANDEM_FAILPOINTS"));

    private final Path file;
    private final Map<String, AtomicInteger> passes = new ConcurrentHashMap<>();

    Failpoint(Path file) {
        this.file = file;
    }

    private static @Nullable Failpoint armedBy(@Nullable String file) {
        return file == null || file.isBlank() ? null : new Failpoint(Path.of(file));
    }

    /// Passes the point.
    ///
    /// @param name in lower case, with its feature in front, such as `run.before-end`
    public static void hit(String name) {
        if (ARMED != null) {
            ARMED.pass(name);
        }
    }

    void pass(String point) {
        try {
            // A file that is written again begins to count again.
            var version = Files.getLastModifiedTime(file).toString();
            for (var line : Files.readAllLines(file)) {
                pass(point, line.strip(), version);
            }
        } catch (IOException nothingArmed) {
            // No file, no failure.
        }
    }

    private void pass(String point, String line, String version) {
        if (line.isEmpty()) {
            return;
        }
        var read = SYNTAX.matcher(line);
        if (!read.matches()) {
            throw new IllegalArgumentException("A failpoint can't be read: " + line);
        }
        if (!read.group(1).equals(point)) {
            return;
        }
        var nth = read.group(3) == null ? 1 : Integer.parseInt(read.group(3));
        if (passes.computeIfAbsent(line + version, first -> new AtomicInteger()).incrementAndGet() == nth) {
            strike(point, read.group(2));
        }
    }

    private static void strike(String point, String action) {
        System.err.println("Failpoint " + point + ": " + action);
        switch (action) {
            case "kill" -> signal("KILL");
            case "stop" -> signal("STOP");
            default -> throw new IllegalStateException("Failpoint " + point);
        }
    }

    /// Java offers no signal to oneself; the system's `kill` is the real thing.
    private static void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(ProcessHandle.current().pid())).start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
