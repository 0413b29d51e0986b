package dev.tandem.jobs.notify;

import dev.tandem.common.jdbc.Transactions;
import dev.tandem.jobs.source.TimeOrderedId;
import io.agroal.api.AgroalDataSource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Puts a filter's new matches into a message, once no more come or the first has waited long enough. The message and
/// the matches in it are written together, so that each match is in one message exactly.
@ApplicationScoped
class NoticeWriter {

    private static final int MOST = 100;

    // Locked, so that of several processes one writes a filter's message.
    private static final String DUE =
            """
            select f.id, f.name
            from filter f
            where f.webhook_url is not null and exists (
                select from match m
                where m.filter_id = f.id and not m.known and m.notice_id is null and m.matched_at >= f.webhook_since
                having max(m.matched_at) <= ? or min(m.matched_at) <= ?)
            order by f.id
            limit 1
            for no key update of f skip locked
            """;

    private static final String UNTOLD =
            """
            select m.posting_id, m.score, m.reasons, m.matched_at, p.title, p.company, p.url, p.locations, p.workplace,
                p.published_at
            from match m join filter f on f.id = m.filter_id join posting p on p.id = m.posting_id
            where m.filter_id = ? and not m.known and m.notice_id is null and m.matched_at >= f.webhook_since
            order by m.matched_at, m.posting_id
            limit %d
            """
                    .formatted(MOST);

    private final AgroalDataSource database;
    private final NotifyConfig config;
    private final InstantSource clock;

    @Inject
    NoticeWriter(AgroalDataSource database, NotifyConfig config) {
        this(database, config, InstantSource.system());
    }

    NoticeWriter(AgroalDataSource database, NotifyConfig config, InstantSource clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /// Writes one message, if one is due. Blocking.
    ///
    /// @return whether one was
    boolean writeOne() throws SQLException {
        var now = clock.instant();
        return Transactions.in(database, connection -> writeOne(connection, now));
    }

    private boolean writeOne(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(DUE)) {
            statement.setObject(1, now.minus(config.quiet()).atOffset(ZoneOffset.UTC));
            statement.setObject(2, now.minus(config.atMost()).atOffset(ZoneOffset.UTC));
            try (var due = statement.executeQuery()) {
                if (!due.next()) {
                    return false;
                }
                var filter = due.getObject("id", UUID.class);
                write(connection, filter, due.getString("name"), now);
                return true;
            }
        }
    }

    private static void write(Connection connection, UUID filter, String name, Instant now) throws SQLException {
        var postings = new ArrayList<UUID>();
        var matches = new JsonArray();
        try (var statement = connection.prepareStatement(UNTOLD)) {
            statement.setObject(1, filter);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    postings.add(rows.getObject("posting_id", UUID.class));
                    matches.add(match(rows));
                }
            }
        }
        var data =
                new JsonObject()
                        .put("filter", new JsonObject().put("id", filter.toString()).put("name", name))
                        .put("matches", matches);
        var body = new JsonObject().put("type", "filter.matched").put("timestamp", now.toString()).put("data", data);
        store(connection, TimeOrderedId.next(), filter, body.encode(), postings, now);
    }

    private static void store(
            Connection connection, UUID id, UUID filter, String body, List<UUID> postings, Instant now)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "insert into notice (id, filter_id, created_at, matches, body, due_at) values (?, ?, ?, ?, ?, ?)")) {
            statement.setObject(1, id);
            statement.setObject(2, filter);
            statement.setObject(3, now.atOffset(ZoneOffset.UTC));
            statement.setInt(4, postings.size());
            statement.setString(5, body);
            statement.setObject(6, now.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
        try (var statement =
                connection.prepareStatement(
                        "update match set notice_id = ? where filter_id = ? and posting_id = any(?)")) {
            statement.setObject(1, id);
            statement.setObject(2, filter);
            statement.setArray(3, connection.createArrayOf("uuid", postings.toArray()));
            statement.executeUpdate();
        }
    }

    private static JsonObject match(ResultSet row) throws SQLException {
        return new JsonObject()
                .put("posting", row.getObject("posting_id", UUID.class).toString())
                .put("title", row.getString("title"))
                .put("company", row.getString("company"))
                .put("url", row.getString("url"))
                .put("locations", new JsonArray(row.getString("locations")))
                .put("workplace", row.getString("workplace"))
                .put("publishedAt", instant(row, "published_at"))
                .put("matchedAt", instant(row, "matched_at"))
                .put("score", row.getInt("score"))
                .put("reasons", new JsonArray(row.getString("reasons")));
    }

    private static @Nullable String instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, java.time.OffsetDateTime.class).toInstant().toString();
    }
}
