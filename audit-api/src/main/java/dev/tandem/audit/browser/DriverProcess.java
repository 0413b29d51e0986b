package dev.tandem.audit.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The Node process that one slot's Playwright runs in, with the browser below it. Playwright does not say which
/// process it has started, and killing another's would be worse than killing none: so every driver carries a mark in
/// its environment, by which it is recognised among the children of this process.
final class DriverProcess {

    private static final String MARK = "TANDEM_DRIVER";
    private static final Path PROC = Path.of("/proc");

    /// Where a process's environment can't be read, the new child must be the only one.
    private static final Object ONE_START_AT_A_TIME = new Object();

    private final String mark = UUID.randomUUID().toString();
    private volatile @Nullable ProcessHandle process;

    /// What the driver must be started with.
    Map<String, String> environment() {
        return Map.of(MARK, mark);
    }

    /// Starts something that starts the driver, and remembers the driver.
    <T> T started(Supplier<T> start) {
        synchronized (ONE_START_AT_A_TIME) {
            var before = ProcessHandle.current().children().collect(Collectors.toUnmodifiableSet());
            var started = start.get();
            process = find(before);
            return started;
        }
    }

    private @Nullable ProcessHandle find(Set<ProcessHandle> before) {
        return ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child) && isMarked(child))
                .findFirst()
                .orElse(null);
    }

    private boolean isMarked(ProcessHandle child) {
        var environment = PROC.resolve(Long.toString(child.pid())).resolve("environ");
        try {
            if (Files.exists(environment)) {
                var text = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
                return text.contains(MARK + "=" + mark);
            }
        } catch (IOException ended) {
            return false;
        }
        return child.info().commandLine().orElse("").contains("run-driver");
    }

    boolean isAlive() {
        var driver = process;
        return driver != null && driver.isAlive();
    }

    /// The browser's processes, for whoever must end them.
    List<ProcessHandle> descendants() {
        var driver = process;
        return driver == null ? List.of() : driver.descendants().toList();
    }

    /// Ends the driver and all that it has started.
    void kill() {
        var driver = process;
        if (driver != null) {
            var left = driver.descendants().toList();
            driver.destroyForcibly();
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
