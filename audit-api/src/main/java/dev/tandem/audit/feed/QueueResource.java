package dev.tandem.audit.feed;

import dev.tandem.common.security.CurrentCaller;
import io.quarkus.security.ForbiddenException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// The queue over HTTP: the caller's own tenant's, or everybody's for an administrator who asks for `everybody`.
@Path("/queue")
@Tag(name = "queue")
public class QueueResource {

    private static final String ADMIN = "admin";

    private final QueueControl control;
    private final CurrentCaller caller;

    QueueResource(QueueControl control, CurrentCaller caller) {
        this.control = control;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("audit:read")
    @Operation(summary = "How the queue stands")
    public Uni<QueueView> get(@RestQuery @DefaultValue("false") boolean everybody) {
        return control.view(tenant(everybody));
    }

    @POST
    @Path("/pause")
    @RolesAllowed("audit:write")
    @Operation(summary = "Start nothing more", description = "What runs goes on; what comes is accepted and waits.")
    public Uni<QueueView> pause(@RestQuery @DefaultValue("false") boolean everybody) {
        return control.tell(tenant(everybody), QueueControl.Order.PAUSE);
    }

    @POST
    @Path("/drain")
    @RolesAllowed("audit:write")
    @Operation(summary = "Accept nothing more", description = "What was accepted is run to its end.")
    public Uni<QueueView> drain(@RestQuery @DefaultValue("false") boolean everybody) {
        return control.tell(tenant(everybody), QueueControl.Order.DRAIN);
    }

    @POST
    @Path("/resume")
    @RolesAllowed("audit:write")
    @Operation(summary = "Accept and start again")
    public Uni<QueueView> resume(@RestQuery @DefaultValue("false") boolean everybody) {
        return control.tell(tenant(everybody), QueueControl.Order.RESUME);
    }

    private String tenant(boolean everybody) {
        var asking = caller.get();
        if (!everybody) {
            return asking.tenant();
        }
        if (!asking.scopes().contains(ADMIN)) {
            throw new ForbiddenException();
        }
        return QueueControl.EVERYBODY;
    }
}
