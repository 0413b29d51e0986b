package dev.tandem.jobs.notify;

import dev.tandem.common.security.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/filters/{id}/feed")
class FeedResource {

    private final FeedService feeds;
    private final CurrentCaller caller;

    FeedResource(FeedService feeds, CurrentCaller caller) {
        this.feeds = feeds;
        this.caller = caller;
    }

    /// Where a feed is.
    @Schema(name = "Feed")
    @RegisterForReflection
    record FeedAddress(
            @Schema(description = "Whoever knows it can read the feed. Shown only now; a lost one is renewed.")
                    String path) {}

    @POST
    @RolesAllowed("jobs:write")
    @Operation(
            summary = "Gives a filter a feed (RSS 2.0) at a new address.",
            description =
                    "Feed readers send no token, so the address is the secret. The one before leads nowhere then.")
    public Uni<FeedAddress> renew(UUID id) {
        return feeds.renew(caller.get(), id).map(token -> new FeedAddress("/feeds/" + token.text()));
    }

    @DELETE
    @RolesAllowed("jobs:write")
    @ResponseStatus(204)
    @Operation(summary = "Takes a filter's feed off its address.")
    public Uni<Void> remove(UUID id) {
        return feeds.remove(caller.get(), id);
    }
}
