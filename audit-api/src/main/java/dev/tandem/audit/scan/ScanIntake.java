package dev.tandem.audit.scan;

import dev.tandem.audit.project.ProjectProblem;
import dev.tandem.audit.project.Projects;
import dev.tandem.common.failpoint.Failpoint;
import dev.tandem.common.problem.Problem;
import dev.tandem.common.telemetry.TraceParent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores scans: each request once, none while the queue is drained, none beyond its project's limits.
@ApplicationScoped
class ScanIntake {

    /// One statement, so that the usual request costs one trip to the database. No row comes back when the queue is
    /// drained or the key is known.
    private static final String INSERT =
            """
            insert into scan (id, tenant, url, host, project_id, engines, device, priority, state, idempotency_key,
                              request_hash, trace_parent, options)
            select $1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::text[], $7::text, $8::smallint, 'PENDING',
                   $9::text, $10::text, $11::text, $12::text::jsonb
             where not exists (select from queue_control where draining and tenant in ('*', $2::text))
            on conflict (tenant, idempotency_key) do nothing
            returning id, url, state, priority, created_at, finished_at\
            """;

    private static final String WITH_KEY =
            """
            select id, url, state, priority, created_at, finished_at, request_hash
              from scan where tenant = $1 and idempotency_key = $2\
            """;

    private static final String FOREIGN_KEY = "23503";

    private final Pool pool;
    private final Projects projects;
    private final StoredSettings settings;

    ScanIntake(Pool pool, Projects projects, StoredSettings settings) {
        this.settings = settings;
        this.pool = pool;
        this.projects = projects;
    }

    /// @param brief the scan as its caller sees it
    /// @param isNew false when an earlier request with the same key had stored it
    record Stored(ScanView.Brief brief, boolean isNew) {}

    /// @param key the same key and request give the same scan; with another request it is refused
    Uni<Stored> store(String tenant, ScanRequest request, @Nullable String key) {
        var projectId = request.options().projectId();
        if (projectId == null) {
            return insert(pool, tenant, request, key);
        }
        return projects.named(tenant, projectId)
                .flatMap(project ->
                        project.hasLimits()
                                ? pool.withTransaction(
                                        transaction -> insertWithinLimits(transaction, tenant, request, key, projectId))
                                : insert(pool, tenant, request, key))
                // Deleted while it was being used.
                .onFailure(
                        failure -> failure instanceof PgException refused && FOREIGN_KEY.equals(refused.getSqlState()))
                .transform(gone -> ProjectProblem.unknown(projectId));
    }

    /// A known key is answered before anything is counted: the scan that it stands for is counted already.
    private Uni<Stored> insertWithinLimits(
            SqlConnection transaction, String tenant, ScanRequest request, @Nullable String key, UUID projectId) {
        return projects.lock(transaction, tenant, projectId)
                .flatMap(project ->
                        earlier(transaction, tenant, request, key)
                                .flatMap(earlier ->
                                        earlier.map(known -> Uni.createFrom().item(known))
                                                .orElseGet(() ->
                                                        Quotas.admitOne(transaction, project)
                                                                .chain(() ->
                                                                        insert(transaction, tenant, request, key)))));
    }

    private Uni<Stored> insert(SqlClient database, String tenant, ScanRequest request, @Nullable String key) {
        Failpoint.hit("scan.before-commit");
        return database.preparedQuery(INSERT)
                .execute(row(tenant, request, key))
                .flatMap(rows -> {
                    for (var row : rows) {
                        return Uni.createFrom().item(new Stored(brief(row), true));
                    }
                    return earlier(database, tenant, request, key).map(earlier -> earlier.orElseThrow(Drain::refusal));
                });
    }

    private Tuple row(String tenant, ScanRequest request, @Nullable String key) {
        var options = request.options();
        return Tuple.tuple()
                .addUUID(ScanIds.next())
                .addString(tenant)
                .addString(request.url().toString())
                .addString(ScanIds.hostKey(request.url()))
                .addUUID(options.projectId())
                .addArrayOfString(options.engineNames())
                .addString(options.device().name())
                .addInteger(options.priority())
                .addString(key)
                .addString(request.hash())
                .addString(TraceParent.current())
                .addString(settings.write(options.settings()));
    }

    private static Uni<Optional<Stored>> earlier(
            SqlClient database, String tenant, ScanRequest request, @Nullable String key) {
        if (key == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return database.preparedQuery(WITH_KEY)
                .execute(Tuple.of(tenant, key))
                .map(rows -> {
                    for (var row : rows) {
                        return Optional.of(same(row, request));
                    }
                    return Optional.empty();
                });
    }

    private static Stored same(Row row, ScanRequest request) {
        if (!row.getString("request_hash").equals(request.hash())) {
            throw Problem.of(
                    ScanProblem.IDEMPOTENCY_KEY_REUSED,
                    "The key was used for scan " + row.getUUID("id") + ", which was another request. Use a new key.");
        }
        return new Stored(brief(row), false);
    }

    private static ScanView.Brief brief(Row row) {
        var finished = row.getOffsetDateTime("finished_at");
        return new ScanView.Brief(
                row.getUUID("id"),
                row.getString("url"),
                ScanState.valueOf(row.getString("state")).status(),
                row.getInteger("priority"),
                row.getOffsetDateTime("created_at").toInstant(),
                finished == null ? null : finished.toInstant(),
                null);
    }
}
