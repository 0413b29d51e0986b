package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriverProcessTest {

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void killsItsOwnProcessAndNoOtherThatStartedMeanwhile() throws Exception {
        var driver = new DriverProcess();
        var own =
                driver.started(() -> {
                    var others = List.of(sleep(Map.of()), sleep(new DriverProcess().environment()));
                    var mine = sleep(driver.environment());
                    sleep(Map.of());
                    assertThat(others).hasSize(2);
                    return mine;
                });

        driver.kill();

        assertThat(own.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(driver.isAlive()).isFalse();
        assertThat(started).filteredOn(Process::isAlive).hasSize(3);
    }

    @Test
    void killsNothingBeforeItHasStarted() {
        sleep(Map.of());

        new DriverProcess().kill();

        assertThat(started).allMatch(Process::isAlive);
    }

    /// As Playwright's driver would be: with those settings in its environment.
    private Process sleep(Map<String, String> environment) {
        try {
            var builder = new ProcessBuilder("sleep", "60");
            builder.environment().putAll(environment);
            var process = builder.start();
            started.add(process);
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
