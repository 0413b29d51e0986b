package dev.tandem.bench.queue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The stage that all classes of failure tests play on one after another; it is closed after the last of them.
final class SharedStage implements BeforeAllCallback {

    private @Nullable Open open;

    /// What is open.
    private record Open(Stage stage, AuditProcess api, AuditProcess worker, AuditClient client)
            implements AutoCloseable {

        static Open first() {
            assumeTrue(
                    Files.exists(OnStage.APPLICATION.resolve("quarkus-run.jar")),
                    "Skipped: audit-api is not built; run ./verify, or package it first");
            try {
                var stage = Stage.open(OnStage.freshFolder(OnStage.class), OnStage.APPLICATION);
                stage.startFast(OnStage.ROOT.resolve("deploy/bench/target/audit-api.aot").toAbsolutePath().normalize());
                var api = stage.start("api", "api", Map.of());
                var worker = stage.start("worker", "worker", Map.of());
                api.awaitReady();
                worker.awaitReady();
                return new Open(stage, api, worker, new AuditClient(api::address, "default"));
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
            stage.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(SharedStage.class))
                        .computeIfAbsent(Open.class, key -> Open.first(), Open.class);
    }

    Stage stage() {
        return Objects.requireNonNull(open).stage();
    }

    AuditProcess api() {
        return Objects.requireNonNull(open).api();
    }

    AuditProcess worker() {
        return Objects.requireNonNull(open).worker();
    }

    AuditClient client() {
        return Objects.requireNonNull(open).client();
    }
}
