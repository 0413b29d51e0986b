package dev.tandem.common.failpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A place in the code where a failure test may strike. Every point does nothing, unless the environment variable
/// `TANDEM_FAILPOINTS` names it when the process starts: `name=action` or `name=action@n` for the n-th time that it is
/// passed, several with commas between. Meant for tests that run the real program; nothing sets it otherwise.
///
/// The actions: `kill` ends the process by SIGKILL, `stop` halts it by SIGSTOP until somebody sends SIGCONT, `throw`
/// fails with an [IllegalStateException].
public final class Failpoint {

    private static final String VARIABLE = "TANDEM_FAILPOINTS";
    private static final Pattern SYNTAX = Pattern.compile("([a-z][a-z0-9.-]*)=(kill|stop|throw)(?:@([1-9][0-9]*))?");
    private static final Map<String, Armed> ARMED = parse(System.getenv(VARIABLE));

    private Failpoint() {}

    /// Passes the point.
    ///
    /// @param name in lower case, with its feature in front, such as `run.before-finish`
    public static void hit(String name) {
        if (!ARMED.isEmpty()) {
            var armed = ARMED.get(name);
            if (armed != null) {
                armed.pass(name);
            }
        }
    }

    /// @throws IllegalArgumentException naming the entry that can't be read
    static Map<String, Armed> parse(@Nullable String setting) {
        if (setting == null || setting.isBlank()) {
            return Map.of();
        }
        return Arrays.stream(setting.split(","))
                .map(Failpoint::armed)
                .collect(Collectors.toUnmodifiableMap(Armed::name, Function.identity()));
    }

    private static Armed armed(String entry) {
        var read = SYNTAX.matcher(entry.strip());
        if (!read.matches()) {
            throw new IllegalArgumentException(VARIABLE + " can't be read at: " + entry);
        }
        var nth = read.group(3) == null ? 1 : Integer.parseInt(read.group(3));
        return new Armed(read.group(1), read.group(2), new AtomicInteger(nth));
    }

    /// @param left how many passes there are until it strikes, this one included
    record Armed(String name, String action, AtomicInteger left) {

        void pass(String point) {
            if (left.decrementAndGet() != 0) {
                return;
            }
            System.err.println("Failpoint " + point + ": " + action);
            switch (action) {
                case "kill" -> signal("KILL");
                case "stop" -> signal("STOP");
                default -> throw new IllegalStateException("Failpoint " + point);
            }
        }

        /// Java offers no signal to oneself; a shell's `kill` is the real thing.
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
}
