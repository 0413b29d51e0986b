package dev.tandem.common.problem;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Problem documents for what never reaches a resource: unknown addresses and failures of the routes themselves.
@ApplicationScoped
public class ProblemRoutes {

    void register(@Observes Router router) {
        for (var status : new int[] {400, 404, 405, 406, 413, 415}) {
            router.errorHandler(status, context -> write(context, ProblemDocument.of(CommonProblem.ofStatus(status))));
        }
        router.errorHandler(
                500,
                context -> {
                    var failure = context.failure();
                    var incident = failure == null ? "none" : Incident.log("route", failure);
                    write(context, ProblemDocument.unexpected(incident));
                });
    }

    /// Ends the response with this document, unless it has ended already.
    public static void write(RoutingContext context, ProblemDocument document) {
        var response = context.response();
        if (response.ended()) {
            return;
        }
        // Explicit, because Vert.x' databind codec is not configured like the one of the resources.
        var body =
                new JsonObject()
                        .put("type", document.type())
                        .put("title", document.title())
                        .put("status", document.status())
                        .put("code", document.code());
        if (document.detail() != null) {
            body.put("detail", document.detail());
        }
        if (document.incident() != null) {
            body.put("incident", document.incident());
        }
        response.setStatusCode(document.status())
                .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
                .end(body.toBuffer())
                .onFailure(gone -> {}); // the caller hung up; there is nobody to tell
    }
}
