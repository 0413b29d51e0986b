package dev.tandem.audit.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores and reads findings.
@ApplicationScoped
public class Findings {

    /// All rows in one statement, however many there are: the JSON array is unfolded by the database.
    private static final String INSERT =
            """
            insert into finding (scan_id, ordinal, epoch, fingerprint, code, sources, dissent, severity, certainty,
                                 stability, title, message, help_url, success_criteria, target, selector, context)
            select %1$s.id, f.ordinal, %2$s, f.item ->> 'fingerprint', f.item ->> 'code', f.item -> 'sources',
                   f.item -> 'dissent', f.item ->> 'severity', f.item ->> 'certainty', f.item ->> 'stability',
                   f.item ->> 'title', f.item ->> 'message', f.item ->> 'helpUrl',
                   array(select jsonb_array_elements_text(f.item -> 'successCriteria')), f.item -> 'target',
                   f.item ->> 'selector', f.item ->> 'context'
              from %1$s, jsonb_array_elements(%3$s::text::jsonb) with ordinality as f (item, ordinal)\
            """;

    private static final String PAGE =
            """
            select f.ordinal, f.fingerprint, f.code, f.sources::text as sources, f.dissent::text as dissent,
                   f.severity, f.certainty, f.stability, f.title, f.message, f.help_url, f.success_criteria,
                   f.target::text as target, f.selector, f.context
              from finding f join scan s on s.id = f.scan_id and s.completed_epoch = f.epoch
             where f.scan_id = $1 and s.tenant = $2 and f.ordinal > $3
             order by f.ordinal limit $4\
            """;

    private final Pool pool;
    private final ObjectMapper json;

    Findings(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /// The part of the statement that completes a scan which stores its findings.
    ///
    /// @param scan the name of the rows, one or none, that have the scan's `id`
    /// @param epoch the parameter of the epoch that they were found under
    /// @param findings the parameter that holds what [#toJson] gave
    public static String insertFor(String scan, String epoch, String findings) {
        return INSERT.formatted(scan, epoch, findings);
    }

    /// Findings as the database unfolds them.
    public String toJson(List<Finding> findings) {
        return withoutNul(write(findings));
    }

    /// A page of a scan's findings in their own order, which is the worst first.
    public Uni<Page<Finding>> page(String tenant, UUID scanId, @Nullable Cursor after, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(scanId, tenant, ordinal(after), limit + 1))
                .map(rows -> {
                    var read = new ArrayList<Numbered>();
                    rows.forEach(row -> read.add(new Numbered(row.getInteger("ordinal"), finding(row))));
                    return Page.cut(read, limit, item -> Cursor.of(item.ordinal())).map(Numbered::finding);
                });
    }

    private record Numbered(int ordinal, Finding finding) {}

    private static int ordinal(@Nullable Cursor cursor) {
        try {
            return cursor == null ? 0 : Integer.parseInt(cursor.parts().getFirst());
        } catch (NumberFormatException notOurs) {
            throw Cursor.invalid();
        }
    }

    private Finding finding(Row row) {
        return new Finding(
                row.getString("fingerprint"),
                row.getString("code"),
                read(row.getString("sources"), new TypeReference<List<Source>>() {}),
                read(row.getString("dissent"), new TypeReference<List<Source>>() {}),
                Severity.valueOf(row.getString("severity")),
                Certainty.valueOf(row.getString("certainty")),
                Stability.valueOf(row.getString("stability")),
                row.getString("title"),
                row.getString("message"),
                row.getString("help_url"),
                List.of(row.getArrayOfStrings("success_criteria")),
                read(row.getString("target"), new TypeReference<List<String>>() {}),
                row.getString("selector"),
                row.getString("context"));
    }

    /// PostgreSQL can store no NUL, and a page may well hold one.
    private static String withoutNul(String text) {
        return text.replace("\\u0000", "");
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A stored finding can't be read.", broken);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
