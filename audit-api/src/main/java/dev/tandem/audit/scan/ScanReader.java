package dev.tandem.audit.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a scan together with its result: one statement, so that status and result are of the same moment.
@ApplicationScoped
class ScanReader {

    private static final String ONE =
            """
            select s.id, s.url, s.state, s.device, s.priority, s.project_id, s.batch_id,
                   s.engines as asked, s.options::text as options, s.attempts, s.progress::text as progress,
                   s.error::text as error, s.created_at, s.started_at, s.finished_at, r.receipt::text as receipt,
                   r.summary::text as summary,
                   r.engines::text as engines, r.lighthouse::text as lighthouse
              from scan s
              left join scan_result r on r.scan_id = s.id and r.epoch = s.completed_epoch
             where s.id = $1 and s.tenant = $2\
            """;

    private final Pool pool;
    private final ObjectMapper json;
    private final StoredSettings settings;

    ScanReader(Pool pool, ObjectMapper json, StoredSettings settings) {
        this.settings = settings;
        this.pool = pool;
        this.json = json;
    }

    Uni<Optional<ScanView>> read(String tenant, UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(id, tenant))
                .map(rows -> {
                    for (var row : rows) {
                        return Optional.of(view(row));
                    }
                    return Optional.empty();
                });
    }

    private ScanView view(Row row) {
        var stored = parse(row, "engines", new TypeReference<List<EngineRun>>() {});
        var engines = stored == null ? List.<EngineRun>of() : stored;
        return new ScanView(
                row.getUUID("id"),
                row.getString("url"),
                ScanState.valueOf(row.getString("state")).status(),
                Device.valueOf(row.getString("device")),
                row.getInteger("priority"),
                row.getUUID("project_id"),
                row.getUUID("batch_id"),
                row.getShort("attempts"),
                settings.read(row.getString("options")),
                progress(row, engines),
                parse(row, "receipt", new TypeReference<Receipt>() {}),
                parse(row, "summary", new TypeReference<Summary>() {}),
                engines,
                parse(row, "lighthouse", new TypeReference<JsonNode>() {}),
                parse(row, "error", new TypeReference<ScanError>() {}),
                instant(row, "created_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"));
    }

    /// Engines that have not begun are named too, so that followers know of all from the beginning. What became of each
    /// is said by the result, which may be there before the last progress was told.
    private Map<String, String> progress(Row row, List<EngineRun> ended) {
        var progress = new TreeMap<String, String>();
        for (var engine : row.getArrayOfStrings("asked")) {
            progress.put(engine, "WAITING");
        }
        var begun = parse(row, "progress", new TypeReference<Map<String, String>>() {});
        if (begun != null) {
            progress.putAll(begun);
        }
        ended.forEach(run -> progress.put(run.engine().name(), run.outcome().name()));
        return progress;
    }

    private <T> @Nullable T parse(Row row, String column, TypeReference<T> type) {
        var text = row.getString(column);
        try {
            return text == null ? null : json.readValue(text, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The stored " + column + " of a scan can't be read.", broken);
        }
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
