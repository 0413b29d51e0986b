package dev.tandem.jobs.posting;

import dev.tandem.jobs.archive.ArchiveConfig;
import dev.tandem.jobs.archive.FadingCount;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.PolledSource;
import dev.tandem.jobs.source.TimeOrderedId;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what is stored of a source in one statement, writes what differs in a second, and closes what is no longer
/// listed in a third. Where nothing differs, the first and a small one are all. Blocking, for worker threads, over
/// JDBC, because the reactive driver has no arrays of this size.
///
/// No clock is read here: every decision is taken at the instant of the poll, which the caller passes.
@ApplicationScoped
public class PostingBatches {

    private final AgroalDataSource database;
    private final ArchiveConfig archive;

    public PostingBatches(AgroalDataSource database, ArchiveConfig archive) {
        this.database = database;
        this.archive = archive;
    }

    /// What an upsert did, in postings. A posting that came back and has changed counts in both.
    ///
    /// @param returned those that had been missing by themselves, closed or not
    public record Upserted(int added, int changed, int reopened, int returned) {

        public static final Upserted NOTHING = new Upserted(0, 0, 0, 0);
    }

    /// What is stored of a source and not archived by a poll.
    public StoredBoard stored(UUID source) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(PostingSql.STORED)) {
            statement.setObject(1, source);
            try (var rows = statement.executeQuery()) {
                var postings = new HashMap<String, StoredPosting>();
                while (rows.next()) {
                    postings.put(rows.getString("external_id"), posting(rows));
                }
                return new StoredBoard(postings);
            }
        }
    }

    private static StoredPosting posting(ResultSet row) throws SQLException {
        return new StoredPosting(
                row.getString("hash"),
                row.getBoolean("detailed"),
                row.getBoolean("filtered"),
                row.getInt("score"),
                row.getString("match_reasons"),
                !row.getString("status").equals(PostingStatus.NEW.name()),
                row.getInt("misses"),
                time(row, "missing_since"),
                new FadingCount(row.getDouble("returns"), time(row, "returned_at")));
    }

    /// Adds new postings, changes those whose content or verdict differs, and reopens those that a poll archived. The
    /// user's rows are left alone. An id that comes twice counts once: the first time. What changed is noted.
    ///
    /// @param at the instant of the poll
    public Upserted upsert(PolledSource source, List<IncomingPosting> listed, Instant at) throws SQLException {
        var rows = new TreeMap<String, IncomingPosting>();
        listed.forEach(row -> rows.putIfAbsent(row.id(), row));
        if (rows.isEmpty()) {
            return Upserted.NOTHING;
        }
        var ordered = List.copyOf(rows.values());
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(PostingSql.UPSERT)) {
            statement.setObject(1, at.atOffset(ZoneOffset.UTC));
            statement.setString(2, source.tenant());
            statement.setObject(3, source.id());
            statement.setDouble(4, source.policy(archive.policy()).memory().toMillis() / 1_000.0);
            var ids = ordered.stream().map(row -> TimeOrderedId.next().toString()).toArray();
            statement.setArray(5, connection.createArrayOf("text", ids));
            var index = 6;
            for (var column : PostingColumn.ALL) {
                statement.setArray(index++, connection.createArrayOf("text", column.values(ordered)));
            }
            try (var counts = statement.executeQuery()) {
                counts.next();
                return new Upserted(
                        counts.getInt("added"),
                        counts.getInt("changed"),
                        counts.getInt("reopened"),
                        counts.getInt("returned"));
            }
        }
    }

    /// Writes the details of postings that are stored already. The user's rows are left alone, and so is what the board
    /// has listed differently since the details were asked for. Details that come for the first time are no change of
    /// the posting; what later ones change is noted.
    ///
    /// @param detailed whole postings, with the hash of the list's row; see [IncomingPosting#detailed]
    /// @param at the instant of the poll that asked for them
    /// @return how many postings they changed
    public int detail(PolledSource source, List<IncomingPosting> detailed, Instant at) throws SQLException {
        var rows = new TreeMap<String, IncomingPosting>();
        detailed.forEach(row -> rows.putIfAbsent(row.id(), row));
        if (rows.isEmpty()) {
            return 0;
        }
        var ordered = List.copyOf(rows.values());
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(DetailSql.DETAIL)) {
            statement.setObject(1, at.atOffset(ZoneOffset.UTC));
            statement.setString(2, source.tenant());
            statement.setObject(3, source.id());
            var index = 4;
            for (var column : PostingColumn.ALL) {
                statement.setArray(index++, connection.createArrayOf("text", column.values(ordered)));
            }
            try (var counts = statement.executeQuery()) {
                counts.next();
                return counts.getInt("changed");
            }
        }
    }

    /// Notes that the source was read whole, counts a miss for every stored posting that the listing lacks, and
    /// archives those that the source's policy counts as closed. The user's rows are only noted as missing. Does
    /// nothing when the source has been read whole by a poll that began later.
    ///
    /// @param stored as it was before this poll wrote anything
    /// @param listing as the board gave it, before any filter
    /// @param returned how many of its postings had been missing by themselves
    /// @param at the instant of the poll
    /// @return how many postings were archived
    public int settle(PolledSource source, StoredBoard stored, Listing.Complete listing, int returned, Instant at)
            throws SQLException {
        var ids = new TreeSet<String>();
        listing.postings().forEach(posting -> ids.add(String.valueOf(PostingColumn.clean(posting.externalId()))));
        return settle(source, stored, ids, returned, at);
    }

    /// The same for a board that lists again just what it listed before.
    public int settleUnchanged(PolledSource source, StoredBoard stored, Instant at) throws SQLException {
        return settle(source, stored, stored.presentIds(), 0, at);
    }

    private int settle(PolledSource source, StoredBoard stored, Set<String> ids, int returned, Instant at)
            throws SQLException {
        var judgement = Judgement.of(stored, ids, returned, source.past(), source.policy(archive.policy()), at);
        var quiet = judgement.misses().isEmpty();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(quiet ? PostingSql.STAMP : PostingSql.SETTLE)) {
            bind(statement, connection, source, judgement, at);
            if (quiet) {
                statement.executeUpdate();
                return 0;
            }
            bind(statement, connection, source.lastSuccessAt(), judgement);
            try (var counts = statement.executeQuery()) {
                counts.next();
                return counts.getInt("archived");
            }
        }
    }

    private static void bind(
            PreparedStatement statement, Connection connection, PolledSource source, Judgement judgement, Instant at)
            throws SQLException {
        var past = judgement.past();
        statement.setObject(1, source.id());
        statement.setObject(2, at.atOffset(ZoneOffset.UTC));
        statement.setArray(3, connection.createArrayOf("integer", past.sizes().toArray()));
        statement.setObject(4, offset(past.doubtfulSince()));
        statement.setDouble(5, past.returns().count());
        statement.setObject(6, offset(past.returns().at()));
    }

    private static void bind(
            PreparedStatement statement, Connection connection, @Nullable Instant previous, Judgement judgement)
            throws SQLException {
        var misses = judgement.misses();
        statement.setObject(7, offset(previous));
        statement.setString(8, judgement.reason());
        statement.setArray(9, array(connection, "text", misses, Judgement.Miss::id));
        statement.setArray(10, array(connection, "integer", misses, Judgement.Miss::before));
        statement.setArray(11, array(connection, "integer", misses, Judgement.Miss::after));
        statement.setArray(12, array(connection, "boolean", misses, Judgement.Miss::inExodus));
        statement.setArray(13, array(connection, "boolean", misses, Judgement.Miss::closes));
    }

    private static <T> java.sql.Array array(
            Connection connection, String type, Collection<T> rows, Function<T, Object> value) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
