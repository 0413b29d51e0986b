package dev.tandem.jobs.notify;

import dev.tandem.common.security.Caller;
import dev.tandem.jobs.match.FilterProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Gives filters feeds, and reads them.
@ApplicationScoped
class FeedService {

    private static final String SET =
            "update filter set feed_token_hash = $4 where tenant = $1 and owner = $2 and id = $3";

    private static final String READ =
            """
            select f.name, f.id as filter_id, m.posting_id, m.score, m.reasons, m.matched_at, p.title, p.company, p.url,
                p.locations
            from filter f left join lateral (
                select m.*
                from match m join posting_search s on s.posting_id = m.posting_id
                where m.filter_id = f.id and s.status <> 'ARCHIVED'
                    and (s.kept or not exists (
                        select from source x where x.id = s.source_id and x.removed_at is not null))
                order by m.matched_at desc, m.posting_id desc
                limit 50) as m on true
            left join posting p on p.id = m.posting_id
            where f.feed_token_hash = $1
            order by m.matched_at desc, m.posting_id desc
            """;

    private final Pool database;

    FeedService(Pool database) {
        this.database = database;
    }

    /// Makes a new address; the one before leads nowhere from now on.
    Uni<FeedToken> renew(Caller caller, UUID filter) {
        var token = FeedToken.create();
        return set(caller, filter, Buffer.buffer(token.hash())).replaceWith(token);
    }

    Uni<Void> remove(Caller caller, UUID filter) {
        return set(caller, filter, null);
    }

    private Uni<Void> set(Caller caller, UUID filter, @Nullable Buffer hash) {
        return database.preparedQuery(SET)
                .execute(Tuple.of(caller.tenant(), caller.subject(), filter, hash == null ? null : hash.getDelegate()))
                .invoke(changed -> {
                    if (changed.rowCount() == 0) {
                        throw FilterProblem.notFound(filter);
                    }
                })
                .replaceWithVoid();
    }

    /// @return empty when the token leads nowhere
    Uni<Optional<Feed>> read(FeedToken token) {
        return database.preparedQuery(READ)
                .execute(Tuple.of(Buffer.buffer(token.hash()).getDelegate()))
                .map(rows -> {
                    var all = StreamSupport.stream(rows.spliterator(), false).toList();
                    return all.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new Feed(
                                            all.getFirst().getString("name"),
                                            all.stream()
                                                    .filter(row -> row.getUUID("posting_id") != null)
                                                    .map(FeedService::item)
                                                    .toList()));
                });
    }

    private static Feed.Item item(Row row) {
        var company = row.getString("company");
        return new Feed.Item(
                row.getUUID("filter_id") + ":" + row.getUUID("posting_id"),
                company == null ? row.getString("title") : row.getString("title") + ", " + company,
                row.getString("url"),
                Stream.concat(
                                texts(row, "locations", "name"),
                                Stream.concat(
                                        Stream.of("Score %d.".formatted(row.getInteger("score"))),
                                        texts(row, "reasons", "sentence")))
                        .collect(Collectors.joining(" · ")),
                row.getOffsetDateTime("matched_at").toInstant());
    }

    private static Stream<String> texts(Row row, String column, String field) {
        return ((JsonArray) row.getJson(column))
                .stream().map(JsonObject.class::cast).map(each -> each.getString(field, ""));
    }
}
