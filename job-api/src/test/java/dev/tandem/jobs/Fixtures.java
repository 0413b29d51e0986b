package dev.tandem.jobs;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.TestTokens;
import dev.tandem.jobs.archive.BoardPast;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.posting.IncomingPosting;
import dev.tandem.jobs.source.PolledSource;
import dev.tandem.jobs.source.PolledSources;
import dev.tandem.jobs.source.Provider;
import dev.tandem.jobs.source.Standing;
import io.agroal.api.AgroalDataSource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.spi.CDI;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What several tests begin with. Each test has a tenant of its own, so that none sees another's rows.
public final class Fixtures {

    private Fixtures() {}

    public static String tenant() {
        return "tenant-" + UUID.randomUUID();
    }

    /// A request of an admin of that tenant.
    public static Request as(String tenant) {
        return Request.bearer(TestTokens.admin(tenant)).header("Content-Type", "application/json");
    }

    /// A request with these scopes only.
    public static Request scoped(String scopes) {
        return Request.bearer(TestTokens.scoped(scopes)).header("Content-Type", "application/json");
    }

    /// The tenant's sources as the next poll finds them.
    public static List<PolledSource> enabled(PolledSources sources, String tenant) {
        return Blocking.await(sources.enabled(CDI.current().select(Pool.class).get(), tenant), Duration.ofSeconds(10));
    }

    public static ListedPosting posting(String id, String title) {
        return posting(id, title, Workplace.REMOTE, Instant.parse("2026-05-04T08:00:00Z"));
    }

    public static ListedPosting posting(String id, String title, @Nullable Workplace workplace, Instant postedAt) {
        return new ListedPosting(
                id,
                null,
                title,
                "Acme",
                List.of("Research & Development"),
                List.of(new PostingLocation("Bergen, Norway", "Bergen", null, "NO")),
                new Terms(workplace, null, null, null),
                postedAt,
                null,
                Description.of("Bring your own \"rope\".", "<p>Bring your own &quot;rope&quot;.</p>"),
                URI.create("https://boards.example.com/acme/" + id),
                null);
    }

    public static List<ListedPosting> postings(int count) {
        return IntStream.range(0, count).mapToObj(i -> posting("job-" + i, "Engineer " + i)).toList();
    }

    public static IncomingPosting incoming(ListedPosting posting) {
        return new IncomingPosting(posting, "Acme", false, 0, List.of());
    }

    public static List<IncomingPosting> incoming(List<ListedPosting> postings) {
        return postings.stream().map(Fixtures::incoming).toList();
    }

    /// Adds a source to the database, as a poll then sees it.
    public static PolledSource source(AgroalDataSource database, String tenant, String board) throws SQLException {
        var source =
                new PolledSource(
                        UUID.randomUUID(),
                        tenant,
                        "Acme",
                        Provider.GREENHOUSE,
                        board,
                        null,
                        BoardPast.NONE,
                        null,
                        Standing.NEW);
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "insert into source (id, tenant, name, provider, board, board_identity) values (?, ?, ?, ?, ?, ?)")) {
            statement.setObject(1, source.id());
            statement.setString(2, tenant);
            statement.setString(3, source.name());
            statement.setString(4, source.provider().name());
            statement.setString(5, board);
            statement.setString(6, board);
            statement.executeUpdate();
        }
        return source;
    }

    /// Waits until all that is stored has been judged by a filter.
    public static void awaitEvaluation(String tenant, String filter) {
        var until = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < until) {
            if (as(tenant).get("/filters/" + filter).json().flag("evaluation.done")) {
                return;
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("The filter is not evaluated.");
    }
}
