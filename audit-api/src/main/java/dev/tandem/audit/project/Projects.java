package dev.tandem.audit.project;

import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import dev.tandem.common.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The projects of every tenant; each question names the tenant that asks.
@ApplicationScoped
public class Projects {

    private static final String COLUMNS = "id, name, scans_per_day, concurrent_scans, created_at";

    private static final String CREATE =
            """
            insert into project (id, tenant, name, scans_per_day, concurrent_scans)
            values (gen_random_uuid(), $1, $2, $3, $4) returning\s\
            """
                    + COLUMNS;

    private static final String ONE = "select " + COLUMNS + " from project where id = $1 and tenant = $2";

    /// Not `for update`: that would also stop the foreign keys of scans that are being stored.
    private static final String LOCK = ONE + " for no key update";

    private static final String BY_NAME =
            "select " + COLUMNS + " from project where tenant = $1 and name > $2 order by name limit $3";

    private static final String CHANGE =
            "update project set name = $3, scans_per_day = $4, concurrent_scans = $5 where id = $1 and tenant = $2";

    private static final String DELETE = "delete from project where id = $1 and tenant = $2";

    private final Pool pool;

    Projects(Pool pool) {
        this.pool = pool;
    }

    /// @return the project; fails with a [Problem] when there is none of this tenant's
    public Uni<Project> get(String tenant, UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(id, tenant))
                .map(rows -> only(rows, ProjectProblem.notFound(id)));
    }

    /// The project that a request for something else names.
    ///
    /// @return the project; fails with a [Problem] that names the field `projectId`
    public Uni<Project> named(String tenant, UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(id, tenant))
                .map(rows -> only(rows, ProjectProblem.unknown(id)));
    }

    /// Like [#named], and until the transaction ends nobody else gets past here for the same project: whoever counts
    /// its scans and then adds one does so alone.
    public Uni<Project> lock(SqlConnection transaction, String tenant, UUID id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id, tenant))
                .map(rows -> only(rows, ProjectProblem.unknown(id)));
    }

    Uni<Project> create(String tenant, ProjectFields fields) {
        var name = fields.name();
        if (name == null) {
            throw Problem.invalid("name", "is missing.");
        }
        return pool.preparedQuery(CREATE)
                .execute(Tuple.of(tenant, name, limit(fields.scansPerDay()), limit(fields.concurrentScans())))
                .map(rows -> Projects.project(rows.iterator().next()))
                .onFailure(Projects::isNameTaken)
                .transform(taken -> nameTaken(name));
    }

    private static @Nullable Integer limit(@Nullable Optional<Integer> limit) {
        return limit == null ? null : limit.orElse(null);
    }

    Uni<Page<Project>> list(String tenant, @Nullable Cursor after, int limit) {
        var name = after == null ? "" : after.parts().getFirst();
        return pool.preparedQuery(BY_NAME)
                .execute(Tuple.of(tenant, name, limit + 1))
                .map(rows -> {
                    var projects = new ArrayList<Project>();
                    rows.forEach(row -> projects.add(project(row)));
                    return Page.cut(projects, limit, project -> Cursor.of(project.name()));
                });
    }

    Uni<Project> change(String tenant, UUID id, ProjectFields fields) {
        return pool.withTransaction(transaction ->
                        transaction
                                .preparedQuery(LOCK)
                                .execute(Tuple.of(id, tenant))
                                .map(rows -> fields.over(only(rows, ProjectProblem.notFound(id))))
                                .call(changed -> store(transaction, tenant, changed)))
                .onFailure(Projects::isNameTaken)
                .transform(taken -> nameTaken(String.valueOf(fields.name())));
    }

    private static Uni<?> store(SqlConnection transaction, String tenant, Project project) {
        return transaction
                .preparedQuery(CHANGE)
                .execute(
                        Tuple.of(
                                project.id(),
                                tenant,
                                project.name(),
                                project.scansPerDay(),
                                project.concurrentScans()));
    }

    /// The database knows whether anything belongs to the project, and lets nothing be added meanwhile.
    Uni<Void> delete(String tenant, UUID id) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(id, tenant))
                .onFailure(failure -> failure instanceof PgException refused && "23503".equals(refused.getSqlState()))
                .transform(used ->
                        Problem.of(
                                ProjectProblem.PROJECT_IN_USE,
                                "Scans or batches belong to the project; it can't be deleted while they are kept."))
                .map(deleted -> {
                    if (deleted.rowCount() == 0) {
                        throw ProjectProblem.notFound(id);
                    }
                    return null;
                });
    }

    private static boolean isNameTaken(Throwable failure) {
        return failure instanceof PgException refused && "23505".equals(refused.getSqlState());
    }

    private static Problem nameTaken(String name) {
        return Problem.of(ProjectProblem.PROJECT_NAME_TAKEN, "There is a project \"" + name + "\" already.");
    }

    private static Project only(RowSet<Row> rows, Problem none) {
        for (var row : rows) {
            return project(row);
        }
        throw none;
    }

    private static Project project(Row row) {
        return new Project(
                row.getUUID("id"),
                row.getString("name"),
                row.getInteger("scans_per_day"),
                row.getInteger("concurrent_scans"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
