package dev.tandem.jobs.notify;

import dev.tandem.common.security.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/filters/{id}/webhook")
class WebhookResource {

    private final WebhookService webhooks;
    private final CurrentCaller caller;

    WebhookResource(WebhookService webhooks, CurrentCaller caller) {
        this.webhooks = webhooks;
        this.caller = caller;
    }

    @POST
    @RolesAllowed("jobs:write")
    @Operation(
            summary = "Has new matches sent to an address.",
            description =
                    "Messages are signed as the Standard Webhooks specification says, with the secret in the answer."
                            + " Each is sent at least once, with the same `webhook-id` every time, and tells all that"
                            + " a poll has found. Setting the address again makes a new secret.")
    public Uni<WebhookView> set(UUID id, @NotNull(message = "is missing.") @Valid SetWebhook body) {
        return webhooks.set(caller.get(), id, Objects.requireNonNull(body.url()));
    }

    @GET
    @RolesAllowed("jobs:read")
    @Operation(summary = "Where new matches are sent, and what became of the last 20 messages.")
    public Uni<WebhookView> get(UUID id) {
        return webhooks.find(caller.get(), id);
    }

    @DELETE
    @RolesAllowed("jobs:write")
    @ResponseStatus(204)
    @Operation(summary = "Sends nothing more.")
    public Uni<Void> remove(UUID id) {
        return webhooks.remove(caller.get(), id);
    }
}
