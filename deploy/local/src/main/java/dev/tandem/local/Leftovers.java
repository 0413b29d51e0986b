package dev.tandem.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;

/// Everything that this run has started, or that a run before it could not stop because it was killed itself.
///
/// Both are ended in the same way and in the same order: services, Redis, PostgreSQL, and what lost its parent.
final class Leftovers {

    private static final Duration SERVICE_PATIENCE = Duration.ofSeconds(20);
    private static final Set<String> STORES = Set.of(PostgresServer.NAME, RedisServer.NAME);

    private final Home home;

    Leftovers(Home home) {
        this.home = home;
    }

    /// Names this run, so that its processes can be found by their environment.
    String nameRun() throws IOException {
        var name = UUID.randomUUID().toString();
        Files.writeString(runName(), name);
        return name;
    }

    boolean exist() throws IOException {
        for (var record : RunRecord.in(home.run())) {
            if (record.process().isPresent()) {
                return true;
            }
        }
        return false;
    }

    /// Ends them all and forgets their records. Returns when nothing of them runs any more.
    void end() throws IOException {
        var records = RunRecord.in(home.run());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            records.stream()
                    .filter(record -> !STORES.contains(record.name()))
                    .flatMap(record -> record.process().stream())
                    .forEach(process -> threads.execute(() -> Ending.terminate(process, SERVICE_PATIENCE)));
        }
        RedisServer.stop(home);
        PostgresServer.stop(home);
        endOrphans();
        for (var record : records) {
            record.removeFrom(home.run());
        }
    }

    private void endOrphans() throws IOException {
        if (Files.exists(runName())) {
            Ending.strays(Files.readString(runName()));
        }
        // A start that was cut short leaves what the PostgreSQL library was just running.
        ProcessHandle.current().children().forEach(child -> Ending.terminate(child, SERVICE_PATIENCE));
    }

    private Path runName() {
        return home.run().resolve("name");
    }
}
