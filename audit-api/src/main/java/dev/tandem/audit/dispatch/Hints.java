package dev.tandem.audit.dispatch;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Hints that a scan is ready, in a Redis stream with one consumer group: `{aq}:scans`, group `workers`, and the field
/// `id` alone. A hint is acknowledged and deleted as soon as its scan has been claimed or turned out to be taken, so
/// the stream's length is the backlog, and losing all of it loses nothing. A scan may have several hints: whoever comes
/// second finds it taken.
@ApplicationScoped
public class Hints {

    private static final String STREAM = "{aq}:scans";
    private static final String GROUP = "workers";

    /// Tells one life of Redis' data from the next: gone after a flush, another after a restore.
    private static final String INCARNATION = "{aq}:incarnation";

    /// A hint that its reader has not settled after this long was read by somebody who is gone.
    private static final Duration ABANDONED = Duration.ofSeconds(15);

    /// One command however many hints there are: hundreds at once would wait for each other's connections.
    private static final String SEND = "for _, id in ipairs(ARGV) do redis.call('XADD', KEYS[1], '*', 'id', id) end";

    private static final UUID NOBODY = new UUID(0, 0);

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

    /// Sends a hint for each, in this order.
    public Uni<Void> send(List<UUID> scanIds) {
        if (scanIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var script = Stream.of(SEND, "1", STREAM);
        return redis.execute("EVAL", Stream.concat(script, scanIds.stream().map(UUID::toString)).toArray(String[]::new))
                .replaceWithVoid();
    }

    /// Names the life of Redis' data, giving it a name when it has none yet.
    ///
    /// @param candidate the name to give
    /// @return the name that it has now; another one than last time means that hints may be lost
    public Uni<String> incarnation(String candidate) {
        return redis.execute("SET", INCARNATION, candidate, "NX")
                .chain(() -> redis.execute("GET", INCARNATION))
                .map(String::valueOf);
    }

    /// Waits for the next hint, and takes those that are there with it.
    Uni<List<Hint>> next(String worker, Duration wait, int atMost) {
        var millis = String.valueOf(Math.max(1, wait.toMillis()));
        var count = String.valueOf(atMost);
        return redis.execute(
                        "XREADGROUP", "GROUP", GROUP, worker, "COUNT", count, "BLOCK", millis, "STREAMS", STREAM, ">")
                .map(Hints::read);
    }

    /// Takes over hints that their reader never settled.
    Uni<List<Hint>> abandoned(String worker, int atMost) {
        var idle = String.valueOf(ABANDONED.toMillis());
        var count = String.valueOf(atMost);
        return redis.execute("XAUTOCLAIM", STREAM, GROUP, worker, idle, "0", "COUNT", count)
                .map(answer -> answer == null ? List.of() : entries(answer.get(1)));
    }

    /// The scans are claimed, or were nobody's to claim.
    Uni<Void> settle(List<Hint> settled) {
        var ids = settled.stream().map(Hint::entry);
        var entries = ids.toArray(String[]::new);
        var acknowledge = Stream.concat(Stream.of(STREAM, GROUP), Stream.of(entries)).toArray(String[]::new);
        var delete = Stream.concat(Stream.of(STREAM), Stream.of(entries)).toArray(String[]::new);
        // Sent together: neither waits for the other's answer.
        return Uni.join()
                .all(redis.execute("XACK", acknowledge), redis.execute("XDEL", delete))
                .andFailFast()
                .replaceWithVoid();
    }

    /// Forgets a reader that will not come back, unless it still owes the settling of a hint.
    Uni<Void> leave(String worker) {
        return redis.execute("XPENDING", STREAM, GROUP, "-", "+", "1", worker)
                .flatMap(pending ->
                        pending != null && pending.size() > 0
                                ? Uni.createFrom().voidItem()
                                : redis.execute("XGROUP", "DELCONSUMER", STREAM, GROUP, worker).replaceWithVoid());
    }

    /// Redis answers a map of streams, as a list of pairs or as a real map, depending on its protocol's version.
    private static List<Hint> read(Response answer) {
        if (answer == null || answer.size() == 0) {
            return List.of();
        }
        var keys = answer.getKeys();
        return entries(keys != null && keys.contains(STREAM) ? answer.get(STREAM) : answer.get(0).get(1));
    }

    private static List<Hint> entries(Response entries) {
        if (entries == null) {
            return List.of();
        }
        var hints = new ArrayList<Hint>();
        for (var entry : entries) {
            var fields = entry.get(1);
            // Null: the entry was deleted while it was pending.
            if (fields != null) {
                hints.add(new Hint(entry.get(0).toString(), scanId(fields.get(1).toString())));
            }
        }
        return hints;
    }

    /// What somebody else wrote into the stream names no scan, and is settled like a hint that comes too late.
    private static UUID scanId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOurs) {
            return NOBODY;
        }
    }
}
