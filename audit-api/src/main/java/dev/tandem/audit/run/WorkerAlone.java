package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Roles;
import dev.tandem.common.problem.CommonProblem;
import dev.tandem.common.problem.ProblemDocument;
import dev.tandem.common.problem.ProblemRoutes;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// A process that only runs scans answers health and metrics, and nothing else.
@ApplicationScoped
class WorkerAlone {

    /// After the check of the host, before authentication.
    private static final int BEFORE_AUTHENTICATION = 900;

    private static final String OPERATIONS = "/q/";

    private final Roles roles;

    WorkerAlone(Roles roles) {
        this.roles = roles;
    }

    void register(@Observes Filters filters) {
        if (!roles.isApi()) {
            filters.register(WorkerAlone::check, BEFORE_AUTHENTICATION);
        }
    }

    private static void check(RoutingContext context) {
        if (context.normalizedPath().startsWith(OPERATIONS)) {
            context.next();
        } else {
            ProblemRoutes.write(context, ProblemDocument.of(CommonProblem.NOT_FOUND));
        }
    }
}
