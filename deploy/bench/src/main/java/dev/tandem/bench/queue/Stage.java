package dev.tandem.bench.queue;

import dev.tandem.bench.stage.PostgresStage;
import dev.tandem.bench.stage.RedisStage;
import dev.tandem.bench.stage.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A whole installation to break: PostgreSQL, Redis, processes of audit-api, a client, and what the client was
/// promised. The queue's times are short, so that a lost worker is found within seconds.
final class Stage implements AutoCloseable {

    /// How long a claim lasts here without a heartbeat.
    static final Duration LEASE = Duration.ofSeconds(2);

    /// By the queue's own indexes, so that a million ended scans cost nothing.
    private static final String NOT_ENDED =
            """
            select (select count(*) from scan where state = 'PENDING' and held_by is null)
                 + (select count(*) from scan where state = 'PENDING' and held_by is not null)
                 + (select count(*) from scan where state = 'QUEUED')
                 + (select count(*) from scan where state = 'RUNNING')
                 + (select count(*) from scan where state = 'RETRY_WAIT')\
            """;

    /// Counting what has not ended costs something where very much waits.
    private static final long LOOK_AGAIN_MILLIS = 50;

    private static final Duration END = Duration.ofSeconds(60);
    private static final Duration TRAINING = Duration.ofMinutes(3);

    private final Path folder;
    private final Path application;
    private final PostgresStage postgres;
    private final RedisStage redis;
    private final List<AuditProcess> processes = new ArrayList<>();
    private final Map<UUID, String> promised = new ConcurrentHashMap<>();
    private List<String> javaOptions = List.of();

    private Stage(Path folder, Path application) throws IOException {
        this.folder = folder;
        this.application = application;
        this.postgres = PostgresStage.start(folder);
        this.redis = RedisStage.start(folder);
    }

    /// @param folder for data and logs
    /// @param application the folder `quarkus-app` of audit-api
    static Stage open(Path folder, Path application) throws IOException {
        return new Stage(folder, application);
    }

    PostgresStage postgres() {
        return postgres;
    }

    RedisStage redis() {
        return redis;
    }

    /// Starts a process, which connects to the real servers.
    AuditProcess start(String name, String roles, Map<String, String> settings) throws IOException {
        return start(name, roles, application, settings);
    }

    AuditProcess start(String name, String roles, Path otherApplication, Map<String, String> settings)
            throws IOException {
        var all = new HashMap<String, String>();
        all.put("AUDIT_ROLES", roles);
        all.put("DATABASE_URL", "postgresql://postgres:postgres@127.0.0.1:" + postgres.port() + "/postgres");
        all.put("REDIS_URL", "redis://127.0.0.1:" + redis.port());
        all.put("AUDIT_RUN_STUB", "PT0.05S");
        all.put("AUDIT_RUN_PLACES", "4");
        all.put("AUDIT_RUN_DRAIN", "PT2S");
        all.put("AUDIT_DISPATCH_LEASE", LEASE.toString());
        all.put("AUDIT_DISPATCH_HEARTBEAT", "PT0.4S");
        all.put("AUDIT_DISPATCH_BACKOFF", "PT0.2S");
        all.put("AUDIT_FEED_REAP_EVERY", "1s");
        all.put("AUDIT_FEED_PER_HOST", "100000");
        all.putAll(settings);
        var process = AuditProcess.launch(name, otherApplication, folder, all, javaOptions);
        processes.add(process);
        return process;
    }

    /// Processes that are started from here on get the optimising compiler, which pays where they are kept busy for
    /// many minutes.
    void optimised() {
        javaOptions = List.of("-XX:TieredStopAtLevel=4");
    }

    /// Makes processes that are started from here on ready in half of the time: the JVM's ahead-of-time cache (JEP 514)
    /// of the application, which one process writes when it ends and which is kept until the application is built
    /// again.
    ///
    /// @param cache the file, which is made when it is missing or older than the application
    void startFast(Path cache) throws IOException {
        var built = Files.getLastModifiedTime(application.resolve("quarkus-run.jar"));
        if (!Files.exists(cache) || Files.getLastModifiedTime(cache).compareTo(built) < 0) {
            javaOptions = List.of("-XX:AOTCacheOutput=" + cache);
            var training = start("training", "api,worker", Map.of());
            training.awaitReady();
            training.terminate();
            training.awaitEnd(TRAINING);
        }
        // Where the cache does not fit, as in another Java, the JVM goes on without it.
        javaOptions = Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    /// Remembers what a client was promised.
    UUID promise(UUID scan) {
        promised.put(scan, "");
        return scan;
    }

    String state(UUID scan) throws SQLException {
        return postgres.ask("select state from scan where id = '" + scan + "'");
    }

    void awaitState(UUID scan, String state) {
        Waiting.until("scan " + scan + " is " + state, END, () -> state(scan).equals(state));
    }

    /// Waits until nothing is left to do.
    void awaitAllEnded(Duration atMost) {
        Waiting.until("every scan has ended", atMost, LOOK_AGAIN_MILLIS, () -> postgres.count(NOT_ENDED) == 0);
    }

    void awaitAllEnded() {
        awaitAllEnded(END);
    }

    /// @return what is violated, empty when nothing is
    List<String> violated() throws SQLException {
        return Invariants.violated(postgres, promised.keySet());
    }

    /// The scans were removed on purpose.
    void forgetPromises() {
        promised.clear();
    }

    int promises() {
        return promised.size();
    }

    @Override
    public void close() throws IOException {
        processes.forEach(AuditProcess::close);
        redis.close();
        postgres.close();
    }
}
