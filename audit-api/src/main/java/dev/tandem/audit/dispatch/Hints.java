package dev.tandem.audit.dispatch;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Hints that a scan is ready, in a Redis stream with one consumer group: `{aq}:scans`, group `workers`, and the field
/// `id` alone. A hint is acknowledged and deleted as soon as its scan has been claimed or turned out to be taken, so
/// the stream's length is the backlog, and losing all of it loses nothing.
@ApplicationScoped
class Hints {

    private static final String STREAM = "{aq}:scans";
    private static final String GROUP = "workers";

    /// A hint that its reader has not settled after this long was read by somebody who is gone.
    private static final Duration ABANDONED = Duration.ofSeconds(15);

    private final ReactiveRedisDataSource redis;

    Hints(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    /// @param entry the hint's id in the stream
    record Hint(String entry, UUID scanId) {}

    /// Makes the stream and its group where they don't exist.
    Uni<Void> prepare() {
        return redis.execute("XGROUP", "CREATE", STREAM, GROUP, "0", "MKSTREAM")
                .replaceWithVoid()
                .onFailure(failure -> String.valueOf(failure.getMessage()).contains("BUSYGROUP"))
                .recoverWithNull();
    }

    Uni<Void> send(List<UUID> scanIds) {
        return Uni.join()
                .all(scanIds.stream().map(id -> redis.execute("XADD", STREAM, "*", "id", id.toString())).toList())
                .andFailFast()
                .replaceWithVoid();
    }

    /// Waits for the next hint.
    Uni<Optional<Hint>> next(String worker, Duration atMost) {
        var millis = String.valueOf(Math.max(1, atMost.toMillis()));
        return redis.execute(
                        "XREADGROUP", "GROUP", GROUP, worker, "COUNT", "1", "BLOCK", millis, "STREAMS", STREAM, ">")
                .map(Hints::firstRead);
    }

    /// Takes over a hint that its reader never settled.
    Uni<Optional<Hint>> abandoned(String worker) {
        var idle = String.valueOf(ABANDONED.toMillis());
        return redis.execute("XAUTOCLAIM", STREAM, GROUP, worker, idle, "0", "COUNT", "1")
                .map(answer -> answer == null ? Optional.empty() : firstEntry(answer.get(1)));
    }

    /// The scan is claimed, or was nobody's to claim.
    Uni<Void> settle(Hint hint) {
        return redis.execute("XACK", STREAM, GROUP, hint.entry())
                .chain(() -> redis.execute("XDEL", STREAM, hint.entry()))
                .replaceWithVoid();
    }

    /// Redis answers a map of streams, as a list of pairs or as a real map, depending on its protocol's version.
    private static Optional<Hint> firstRead(Response answer) {
        if (answer == null || answer.size() == 0) {
            return Optional.empty();
        }
        var keys = answer.getKeys();
        return firstEntry(keys != null && keys.contains(STREAM) ? answer.get(STREAM) : answer.get(0).get(1));
    }

    private static Optional<Hint> firstEntry(Response entries) {
        if (entries == null || entries.size() == 0) {
            return Optional.empty();
        }
        var entry = entries.get(0);
        var fields = entry.get(1);
        // Null: the entry was deleted while it was pending.
        return fields == null
                ? Optional.empty()
                : Optional.of(new Hint(entry.get(0).toString(), UUID.fromString(fields.get(1).toString())));
    }
}
