package dev.tandem.jobs.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.common.problem.CommonProblem;
import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.Caller;
import dev.tandem.jobs.posting.PostingRows;
import dev.tandem.jobs.posting.PostingView;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Writes out all that a search finds, as fast as the caller reads, through a cursor of the database: there are never
/// more than a few hundred postings in memory, however many there are.
@ApplicationScoped
class ExportService {

    // Each holds a connection for as long as its caller takes, and searches need some, too.
    private static final int AT_ONCE = 2;
    private static final int ROWS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TermRepository words;
    private final Pool database;
    private final ObjectMapper json;
    private final Semaphore places = new Semaphore(AT_ONCE);

    ExportService(TermRepository words, Pool database, ObjectMapper json) {
        this.words = words;
        this.database = database;
        this.json = json;
    }

    /// @throws Problem when others are exporting already
    Multi<String> csv(Caller caller, PostingQuery query) {
        var postings = new PostingRows();
        var lines = rows(caller, query, row -> CsvRow.of(postings.view(row), row.getString("level")));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(CsvRow::heading), lines);
    }

    /// An array with a posting on each line.
    ///
    /// @throws Problem when others are exporting already
    Multi<String> json(Caller caller, PostingQuery query) {
        var first = new AtomicBoolean(true);
        var postings = new PostingRows();
        var items = rows(caller, query, row -> (first.getAndSet(false) ? "" : ",\n") + json(postings.view(row)));
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item("[\n"), items, Multi.createFrom().item("\n]\n"));
    }

    private Multi<String> rows(Caller caller, PostingQuery query, Function<Row, String> written) {
        if (!places.tryAcquire()) {
            throw Problem.of(CommonProblem.UNAVAILABLE, "Others are exporting right now; try again in a minute.")
                    .retryAfter(PATIENCE);
        }
        var q = query.q();
        var terms =
                q == null
                        ? Uni.createFrom().item(Terms.ANY)
                        : words.terms(caller.tenant(), q).invoke(SearchService::hold);
        return terms.onItem()
                .transformToMulti(known -> stream(statement(caller, query, known)))
                .map(written)
                // A caller who no longer reads must not keep the connection.
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onTermination()
                .invoke(places::release);
    }

    private static SearchSql.Statement statement(Caller caller, PostingQuery query, Terms terms) {
        var plain = terms.words().isEmpty() && query.wanted().isEmpty();
        return SearchSql.everything(
                caller, query.fromTheTop(), terms, plain ? null : Days.everything(caller.tenant(), query.isForShown()));
    }

    private Multi<Row> stream(SearchSql.Statement statement) {
        return database.getConnection()
                .onItem()
                .transformToMulti(
                        connection -> cursor(connection, statement).onTermination().call(() -> connection.close()));
    }

    /// A cursor lives in a transaction, which has nothing to commit.
    private static Multi<Row> cursor(SqlConnection connection, SearchSql.Statement statement) {
        return connection
                .begin()
                .onItem()
                .transformToMulti(transaction ->
                        connection
                                .prepare(statement.sql())
                                .onItem()
                                .transformToMulti(prepared ->
                                        prepared.createStream(ROWS, Tuple.from(statement.values())).toMulti())
                                .onTermination()
                                .call(() -> transaction.rollback()));
    }

    private String json(PostingView posting) {
        try {
            return json.writeValueAsString(posting);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A posting is plain data.", impossible);
        }
    }
}
