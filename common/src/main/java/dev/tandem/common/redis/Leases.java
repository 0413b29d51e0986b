package dev.tandem.common.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Takes and returns [Lease]s: `SET key token NX PX`, given back by a script that compares the token first ([the
/// pattern](https://redis.io/docs/latest/develop/use/patterns/distributed-locks/)). A lease saves work; it is no fence,
/// because its holder may be paused past its end. What must not happen twice needs a constraint in the database.
@ApplicationScoped
public class Leases {

    private static final String RELEASE =
            """
            if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end\
            """;
    private static final String EXTEND =
            """
            if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            else return 0 end\
            """;

    private final ReactiveRedisDataSource redis;

    Leases(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    /// @return the lease, or empty while another holds it; fails when Redis can't be reached
    public Uni<Optional<Lease>> take(String key, Duration length) {
        var lease = new Lease(key, UUID.randomUUID().toString());
        return redis.execute("SET", key, lease.token(), "NX", "PX", String.valueOf(length.toMillis()))
                .map(answer -> answer == null ? Optional.empty() : Optional.of(lease));
    }

    /// @return whether the lease was still ours
    public Uni<Boolean> release(Lease lease) {
        return redis.execute("EVAL", RELEASE, "1", lease.key(), lease.token()).map(Leases::isOne);
    }

    /// @return whether the lease was still ours and now lasts for that long from now
    public Uni<Boolean> extend(Lease lease, Duration length) {
        return redis.execute("EVAL", EXTEND, "1", lease.key(), lease.token(), String.valueOf(length.toMillis()))
                .map(Leases::isOne);
    }

    private static boolean isOne(Response answer) {
        return answer.toInteger() == 1;
    }
}
