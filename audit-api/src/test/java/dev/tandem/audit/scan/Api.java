package dev.tandem.audit.scan;

import dev.tandem.common.testing.Answer;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.TestTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A tenant that nobody else uses, and what he does.
public record Api(String tenant) {

    public static Api newTenant() {
        return new Api("tenant-" + UUID.randomUUID());
    }

    public Request authenticated() {
        return Request.bearer(TestTokens.admin(tenant));
    }

    public Answer get(String path) {
        return authenticated().get(path);
    }

    public Answer post(String path, String body) {
        return authenticated().body(body).post(path);
    }

    public Answer post(String path, String body, String key) {
        return authenticated().header("Idempotency-Key", key).body(body).post(path);
    }

    /// @return the new project's id
    public String project(String limits) {
        var name = "project " + UUID.randomUUID();
        return post("/projects", "{\"name\": \"%s\"%s}".formatted(name, limits)).json().required("id");
    }

    /// @return the new scan's id
    public UUID scan() {
        return UUID.fromString(post("/scans", "{\"url\": \"https://example.org/\"}").json().required("id"));
    }

    /// Does the same many times at once, as nearly as threads can.
    public static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        var start = new CyclicBarrier(times);
        var running = new ArrayList<Future<T>>();
        try (var threads = Executors.newFixedThreadPool(times)) {
            for (var i = 0; i < times; i++) {
                running.add(
                        threads.submit(() -> {
                            start.await();
                            return work.call();
                        }));
            }
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    public static RowSet<Row> sql(Pool pool, String statement, @Nullable Object... values) {
        return await(pool.preparedQuery(statement).execute(Tuple.from(values)));
    }

    /// The first column of the first row, as text.
    public static String value(Pool pool, String query, @Nullable Object... values) {
        return String.valueOf(sql(pool, query, values).iterator().next().getValue(0));
    }

    public static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
