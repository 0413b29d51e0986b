package dev.tandem.audit.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.scan.Api;
import dev.tandem.audit.scan.NoWorker;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Batches whose readers are gone, as a killed process leaves them.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class BatchCleanupTest {

    @Inject Pool pool;

    @Inject BatchCleanup cleanup;

    private final Api api = Api.newTenant();

    @Test
    void givesUpWhatAProcessLeftUnread() {
        var list = abandoned(null, "6 minutes");
        var sitemap = abandoned("https://a.org/sitemap.xml", "6 minutes");
        var alive = abandoned(null, "4 minutes");

        Api.await(cleanup.removeAbandoned());

        assertThat(api.get("/batches/" + list).status()).isEqualTo(404);
        var failed = api.get("/batches/" + sitemap).json();
        assertThat(failed.text("status")).isEqualTo("FAILED");
        assertThat(failed.text("error.code")).isEqualTo("READING_INTERRUPTED");
        assertThat(failed.number("counts.total")).isZero();
        assertThat(api.get("/batches/" + alive).json().text("status")).isEqualTo("READING");
        assertThat(Api.value(pool, "select count(*) from scan where tenant = $1", api.tenant())).isEqualTo("1");
    }

    private UUID abandoned(@Nullable String sitemap, String since) {
        var id = UUID.randomUUID();
        Api.sql(
                pool,
                "insert into batch (id, tenant, state, sitemap, template, seen_at)"
                        + " values ($1, $2, 'READING', $3, '{}', now() - $4::text::interval)",
                id,
                api.tenant(),
                sitemap,
                since);
        Api.sql(
                pool,
                """
                insert into scan (id, tenant, url, host, batch_id, engines, device, state, held_by, request_hash)
                values (gen_random_uuid(), $2, 'https://a.org', 'a.org', $1, '{}', 'DESKTOP', 'PENDING', 'batch:x', '')
                """,
                id,
                api.tenant());
        return id;
    }
}
