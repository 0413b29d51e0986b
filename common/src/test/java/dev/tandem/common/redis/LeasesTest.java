package dev.tandem.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.StandInIssuer;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(StandInIssuer.class)
class LeasesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Inject Leases leases;

    @Inject RedisDataSource redis;

    private final String key = "lease:" + UUID.randomUUID();

    @Test
    void onlyOneHoldsALease() {
        var first = leases.take(key, MINUTE).await().indefinitely();

        assertThat(first).isPresent();
        assertThat(leases.take(key, MINUTE).await().indefinitely()).isEmpty();
        assertThat(leases.release(first.get()).await().indefinitely()).isTrue();
        assertThat(leases.take(key, MINUTE).await().indefinitely()).isPresent();
    }

    @Test
    void neverGivesBackTheLeaseOfASuccessor() {
        var late = leases.take(key, MINUTE).await().indefinitely().orElseThrow();
        redis.key().del(key);
        var successor = leases.take(key, MINUTE).await().indefinitely().orElseThrow();

        assertThat(leases.release(late).await().indefinitely()).isFalse();
        assertThat(leases.extend(late, MINUTE).await().indefinitely()).isFalse();
        assertThat(leases.extend(successor, MINUTE.multipliedBy(2)).await().indefinitely()).isTrue();
        assertThat(redis.key().pttl(key)).isGreaterThan(MINUTE.toMillis());
    }
}
