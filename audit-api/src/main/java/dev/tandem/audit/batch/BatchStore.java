package dev.tandem.audit.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.project.Projects;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.scan.Quotas;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.audit.scan.ScanOptions;
import dev.tandem.audit.scan.StoredSettings;
import dev.tandem.common.async.Blocking;
import dev.tandem.common.problem.Problem;
import dev.tandem.common.telemetry.TraceParent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores batches, for a reader on a thread that may block.
@ApplicationScoped
class BatchStore {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Projects projects;
    private final ObjectMapper json;
    private final StoredSettings settings;

    BatchStore(Pool pool, Projects projects, ObjectMapper json, StoredSettings settings) {
        this.settings = settings;
        this.pool = pool;
        this.projects = projects;
        this.json = json;
    }

    /// A batch that an earlier request with the same key began.
    ///
    /// @param hash of that request, null while its body is being read
    record Earlier(UUID id, @Nullable String hash) {}

    /// @return false when the key is known already
    boolean begin(UUID id, String tenant, @Nullable String key) {
        return await(pool.preparedQuery(BatchSql.BEGIN).execute(Tuple.of(id, tenant, key))).rowCount() > 0;
    }

    Optional<Earlier> withKey(String tenant, String key) {
        for (var row : await(pool.preparedQuery(BatchSql.WITH_KEY).execute(Tuple.of(tenant, key)))) {
            return Optional.of(new Earlier(row.getUUID("id"), row.getString("request_hash")));
        }
        return Optional.empty();
    }

    /// From here on the batch is known to be a sitemap's.
    void describe(UUID id, URI sitemap, ScanOptions options, String hash) {
        var values =
                Tuple.of(id, sitemap.toString(), write(Template.of(options)))
                        .addUUID(options.projectId())
                        .addString(hash);
        orGone(await(pool.preparedQuery(BatchSql.DESCRIBE).execute(values)).rowCount());
    }

    /// The batch is still being read.
    void touch(UUID id) {
        orGone(await(pool.preparedQuery(BatchSql.TOUCH).execute(Tuple.of(id))).rowCount());
    }

    void append(UUID id, List<BatchPages.Page> pages) {
        var values =
                Tuple.tuple()
                        .addUUID(id)
                        .addArrayOfUUID(pages.stream().map(BatchPages.Page::id).toArray(UUID[]::new))
                        .addArrayOfString(pages.stream().map(BatchPages.Page::url).toArray(String[]::new))
                        .addArrayOfString(pages.stream().map(BatchPages.Page::host).toArray(String[]::new))
                        .addString(TraceParent.current());
        orGone(await(pool.preparedQuery(BatchSql.APPEND).execute(values)).rowCount());
    }

    /// Lets the batch run, all of it or nothing.
    ///
    /// @throws Problem when its project is unknown or has no room for it
    void release(UUID id, String tenant, BatchPages pages, ScanOptions options, String hash) {
        await(
                pool.withTransaction(transaction ->
                        admit(transaction, tenant, pages, options)
                                .chain(() -> read(transaction, id, pages, options, hash))
                                .chain(() -> free(transaction, id, options))));
    }

    private Uni<Void> read(SqlConnection transaction, UUID id, BatchPages pages, ScanOptions options, String hash) {
        var values =
                Tuple.of(id, write(Template.of(options)))
                        .addUUID(options.projectId())
                        .addString(hash)
                        .addInteger(pages.rejected())
                        .addString(write(pages.rejections()));
        return transaction
                .preparedQuery(BatchSql.READ)
                .execute(values)
                .invoke(updated -> orGone(updated.rowCount()))
                .replaceWithVoid();
    }

    private Uni<Void> admit(SqlConnection transaction, String tenant, BatchPages pages, ScanOptions options) {
        var projectId = options.projectId();
        return projectId == null
                ? Uni.createFrom().voidItem()
                : projects.lock(transaction, tenant, projectId)
                        .flatMap(project -> Quotas.admitBatch(transaction, project, pages.accepted()));
    }

    private Uni<Void> free(SqlConnection transaction, UUID id, ScanOptions options) {
        var values =
                Tuple.tuple()
                        .addUUID(id)
                        .addUUID(options.projectId())
                        .addString(options.device().name())
                        .addArrayOfString(options.engineNames())
                        .addInteger(options.priority())
                        .addString(settings.write(options.settings()));
        return transaction.preparedQuery(BatchSql.RELEASE).execute(values).replaceWithVoid();
    }

    /// Removes a batch that nobody was told of, with its scans.
    void remove(UUID id) {
        await(pool.preparedQuery(BatchSql.REMOVE).execute(Tuple.of(id)));
    }

    /// Keeps the batch to say why it could not be read, and none of its scans.
    void fail(UUID id, BatchPages pages, ScanError error) {
        var values = Tuple.of(id, write(error), pages.rejected(), write(pages.rejections()));
        await(pool.preparedQuery(BatchSql.FAIL).execute(values));
    }

    /// What every scan of a batch is asked with.
    @RegisterForReflection
    private record Template(String device, String[] engines, int priority, PageSettings settings) {

        static Template of(ScanOptions options) {
            return new Template(options.device().name(), options.engineNames(), options.priority(), options.settings());
        }
    }

    private static void orGone(int rows) {
        if (rows == 0) {
            throw Problem.of(
                    BatchProblem.BATCH_IS_OVER, "The batch was stopped while it was read; nothing of it is audited.");
        }
    }

    private static <T> T await(Uni<T> uni) {
        return Blocking.await(uni, PATIENCE);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
