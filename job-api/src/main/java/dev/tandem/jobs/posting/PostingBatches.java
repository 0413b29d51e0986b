package dev.tandem.jobs.posting;

import dev.tandem.jobs.fetch.Listing;
import dev.tandem.jobs.source.PolledSource;
import dev.tandem.jobs.source.TimeOrderedId;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// Writes the listing of one source in one statement, and closes what it no longer lists in another. Blocking, for
/// worker threads, over JDBC, because the reactive driver has no arrays of this size.
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
    public record Upserted(int added, int changed, int reopened) {}

    /// Adds new postings, changes those whose content or verdict differs, and reopens those that a poll archived. The
    /// user's rows are left alone. An id that comes twice counts once: the first time.
    ///
    /// @param at the instant of the poll
    public Upserted upsert(PolledSource source, List<IncomingPosting> listed, Instant at) throws SQLException {
        var rows = new TreeMap<String, IncomingPosting>();
        listed.forEach(row -> rows.putIfAbsent(row.posting().externalId(), row));
        if (rows.isEmpty()) {
            return new Upserted(0, 0, 0);
        }
        var ordered = List.copyOf(rows.values());
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(PostingSql.UPSERT)) {
            statement.setObject(1, at.atOffset(ZoneOffset.UTC));
            statement.setString(2, source.tenant());
            statement.setObject(3, source.id());
            var ids = ordered.stream().map(row -> TimeOrderedId.next().toString()).toArray();
            statement.setArray(4, connection.createArrayOf("text", ids));
            var index = 5;
            for (var column : PostingColumn.ALL) {
                statement.setArray(index++, connection.createArrayOf("text", column.values(ordered)));
            }
            try (var counts = statement.executeQuery()) {
                counts.next();
                return new Upserted(counts.getInt("added"), counts.getInt("changed"), counts.getInt("reopened"));
            }
        }
    }

    /// What is stored of a source and not archived by a poll.
    public Existing existing(UUID source) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(PostingSql.EXISTING)) {
            statement.setObject(1, source);
            try (var rows = statement.executeQuery()) {
                return existing(rows);
            }
        }
    }

    private static Existing existing(ResultSet rows) throws SQLException {
        var present = new HashSet<String>();
        var missing = new HashSet<String>();
        while (rows.next()) {
            (rows.getBoolean("missing") ? missing : present).add(rows.getString("external_id"));
        }
        return new Existing(present, missing);
    }

    /// Counts a miss for every posting that a complete listing lacks, and archives those that have been missing often
    /// and long enough. An empty listing is one miss like any other: elapsed time keeps a board that is down for an
    /// hour from being closed. The user's rows are only noted as missing. Does nothing when the source has been read
    /// completely by a poll that began later.
    ///
    /// @param listing as the board gave it, before any filter
    /// @param at the instant of the poll
    /// @return how many postings were archived
    public int archive(PolledSource source, Listing.Complete listing, Instant at) throws SQLException {
        var ids = new TreeSet<String>();
        listing.postings().forEach(posting -> ids.add(PostingColumn.clean(posting.externalId())));
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(PostingSql.ARCHIVE)) {
            bind(statement, connection, source, ids, at);
            try (var counts = statement.executeQuery()) {
                counts.next();
                return counts.getInt("archived");
            }
        }
    }

    private void bind(
            PreparedStatement statement, Connection connection, PolledSource source, Collection<String> ids, Instant at)
            throws SQLException {
        var previous = source.lastSuccessAt();
        statement.setObject(1, source.id());
        statement.setObject(2, at.atOffset(ZoneOffset.UTC));
        statement.setObject(3, previous == null ? null : previous.atOffset(ZoneOffset.UTC));
        statement.setInt(4, archive.misses());
        statement.setLong(5, archive.after().toMillis());
        statement.setArray(6, connection.createArrayOf("text", ids.toArray()));
    }
}
