package dev.tandem.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every failure test plays on the same stage: one process that answers requests and feeds the queue, one that runs
/// scans. A process that died is started again, as a platform would.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnStage {

    static final Path ROOT = Path.of(System.getProperty("tandem.root", "../.."));
    static final Path APPLICATION = ROOT.resolve("audit-api/target/quarkus-app").toAbsolutePath().normalize();
    static final String PAGE = "http://page.example/";

    @RegisterExtension static final SharedStage SHARED = new SharedStage();

    Stage stage;
    AuditProcess api;
    AuditProcess worker;
    AuditClient client;

    @BeforeAll
    void enter() {
        stage = SHARED.stage();
        api = SHARED.api();
        worker = SHARED.worker();
        client = SHARED.client();
    }

    /// Data and logs of one class of tests, kept until its next run.
    static Path freshFolder(Class<?> tests) throws IOException {
        var folder =
                ROOT.resolve("deploy/bench/target/stage").resolve(tests.getSimpleName()).toAbsolutePath().normalize();
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /// What a test that failed has left must not make the next one fail too.
    @BeforeEach
    void beginWhole() throws IOException {
        api.makeWhole();
        worker.makeWhole();
    }

    @AfterEach
    void nothingIsLostOrDoubled() throws SQLException {
        stage.awaitAllEnded();
        assertThat(stage.violated()).isEmpty();
    }

    UUID scan() {
        return scan("");
    }

    /// @param path tells the stub what to do
    UUID scan(String path) {
        return stage.promise(client.scan(PAGE + path));
    }
}
