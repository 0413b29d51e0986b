package dev.tandem.jobs.search;

import static dev.tandem.jobs.Fixtures.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.poll.RecordedBoards;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class LongStatementsTest {

    private static final int SEARCHES = 3;

    private static final String PLANS =
            """
            select coalesce(sum(generic_plans), 0)::int as kept, coalesce(sum(custom_plans), 0)::int as anew
            from pg_prepared_statements where statement like 'with hits as %'\
            """;

    @Inject Pool pool;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int connections;

    @Test
    void aSearchIsPlannedOnceForEachConnectionHoweverLongItsStatement() {
        // Given
        var tenant = Fixtures.tenant();
        var before = plans();

        // When
        for (var i = 0; i < SEARCHES; i++) {
            as(tenant).query("q", "engineer").query("facets", true).get("/postings").expect(200);
        }

        // Then
        assertThat(plans().kept()).isEqualTo(before.kept() + SEARCHES);
        assertThat(plans().anew()).isZero();
    }

    private record Plans(int kept, int anew) {}

    /// Of all connections at once, because each knows of its own only.
    private Plans plans() {
        var all =
                await(
                        Uni.join()
                                .all(IntStream.range(0, connections).mapToObj(i -> pool.getConnection()).toList())
                                .andFailFast());
        try {
            var each = all.stream().map(LongStatementsTest::plans).toList();
            return new Plans(each.stream().mapToInt(Plans::kept).sum(), each.stream().mapToInt(Plans::anew).sum());
        } finally {
            all.forEach(connection -> await(connection.close()));
        }
    }

    private static Plans plans(SqlConnection connection) {
        var row = await(connection.query(PLANS).execute()).iterator().next();
        return new Plans(row.getInteger("kept"), row.getInteger("anew"));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
