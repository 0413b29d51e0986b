package dev.tandem.jobs.source;

import dev.tandem.jobs.source.ImportRow.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// Adds all boards of a file in one statement. No board is asked for anything: what is wrong with one shows at the next
/// poll.
@ApplicationScoped
class SourceImport {

    /// A board that was removed comes back as the same source; one that is there stays as it is.
    private static final String IMPORT =
            """
            with wanted as (
                select * from unnest($2::integer[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
                    $8::boolean[]) as wanted (number, id, name, provider, board, identity, enabled)),
            known as materialized (
                select distinct on (wanted.number) wanted.number, source.id, source.removed_at
                from wanted join source
                    on source.tenant = $1 and source.provider = wanted.provider
                        and source.board_identity = wanted.identity
                order by wanted.number, source.removed_at desc nulls first, source.id desc),
            revived as (
                update source set removed_at = null, name = wanted.name, board = wanted.board, enabled = wanted.enabled,
                    health = 'ACTIVE', health_reason = null, health_since = null, health_strikes = 0,
                    health_strike_at = null, moved_to = null
                from known join wanted using (number)
                where source.id = known.id and known.removed_at is not null and source.removed_at is not null
                returning source.id, known.number),
            added as (
                insert into source (id, tenant, name, provider, board, board_identity, enabled)
                select wanted.id, $1, wanted.name, wanted.provider, wanted.board, wanted.identity, wanted.enabled
                from wanted
                where not exists (select 1 from known where known.number = wanted.number)
                order by wanted.provider, wanted.identity
                on conflict (tenant, provider, board_identity) where removed_at is null do nothing
                returning id)
            select wanted.number, coalesce(revived.id, added.id) as taken, known.id as known
            from wanted
                left join known using (number)
                left join revived using (number)
                left join added on added.id = wanted.id
            """;

    private final Pool database;

    SourceImport(Pool database) {
        this.database = database;
    }

    Uni<ImportView> add(String tenant, String text) {
        var csv = SourceCsv.read(text);
        var first = new HashMap<String, WantedRow>();
        var again = new ArrayList<ImportRow>();
        for (var row : csv.wanted()) {
            var earlier = first.putIfAbsent(row.board().provider() + " " + row.board().identity(), row);
            if (earlier != null) {
                var sentence = "Line %d names the same board.".formatted(earlier.line());
                again.add(ImportRow.of(row, Outcome.DUPLICATE, null, sentence));
            }
        }
        var rows = first.values().stream().sorted(Comparator.comparingLong(WantedRow::line)).toList();
        return database.preparedQuery(IMPORT)
                .execute(values(tenant, rows))
                .map(answer ->
                        Stream.of(told(rows, answer).stream(), again.stream(), csv.refused().stream())
                                .flatMap(Function.identity())
                                .sorted(Comparator.comparingLong(ImportRow::line))
                                .toList())
                .map(ImportView::of);
    }

    private static Tuple values(String tenant, List<WantedRow> rows) {
        var numbers = new Integer[rows.size()];
        for (var i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return Tuple.tuple()
                .addString(tenant)
                .addArrayOfInteger(numbers)
                .addArrayOfUUID(rows.stream().map(row -> TimeOrderedId.next()).toArray(UUID[]::new))
                .addArrayOfString(texts(rows, WantedRow::name))
                .addArrayOfString(texts(rows, row -> row.board().provider().name()))
                .addArrayOfString(texts(rows, row -> row.board().token()))
                .addArrayOfString(texts(rows, row -> row.board().identity()))
                .addArrayOfBoolean(rows.stream().map(WantedRow::enabled).toArray(Boolean[]::new));
    }

    private static String[] texts(List<WantedRow> rows, Function<WantedRow, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static List<ImportRow> told(List<WantedRow> rows, RowSet<Row> answer) {
        var told = new ArrayList<ImportRow>();
        for (var row : answer) {
            var wanted = rows.get(row.getInteger("number"));
            var taken = row.getUUID("taken");
            told.add(
                    taken != null
                            ? ImportRow.of(wanted, Outcome.ADDED, taken, wanted.note())
                            : ImportRow.of(
                                    wanted, Outcome.EXISTS, row.getUUID("known"), "This board is polled already."));
        }
        return told;
    }
}
