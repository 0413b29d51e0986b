package dev.tandem.jobs.source;

import dev.tandem.common.page.Page;
import dev.tandem.common.security.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/sources")
class SourceResource {

    private final SourceService sources;
    private final CurrentCaller caller;

    SourceResource(SourceService sources, CurrentCaller caller) {
        this.sources = sources;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("jobs:read")
    @Operation(summary = "Lists the boards that are polled, in the order in which they were added.")
    public Uni<Page<SourceView>> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        return sources.page(tenant(), cursor, PageSize.parse(limit));
    }

    @POST
    @RolesAllowed("jobs:write")
    @Operation(
            summary = "Adds a board to poll.",
            description = "A board that was removed earlier comes back with what was said about its postings.")
    @APIResponse(responseCode = "201", description = "Added; `Location` names it.")
    @APIResponse(responseCode = "400", description = "A field is missing or names no board of this provider.")
    @APIResponse(responseCode = "409", description = "The board is polled already.")
    public Uni<RestResponse<SourceView>> create(@NotNull(message = "is missing.") @Valid CreateSource body) {
        return sources.create(tenant(), body)
                .map(source ->
                        RestResponse.ResponseBuilder.<SourceView>created(URI.create("/sources/" + source.id()))
                                .entity(source)
                                .build());
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed("jobs:write")
    @Operation(summary = "Renames a source, points it to another board of its provider, or turns it on or off.")
    public Uni<SourceView> change(UUID id, @NotNull(message = "is missing.") @Valid ChangeSource body) {
        return sources.change(tenant(), id, body);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed("jobs:write")
    @ResponseStatus(204)
    @Operation(
            summary = "Stops polling a board.",
            description =
                    "No posting is deleted. What was saved, applied to or archived stays in the user's lists; the rest"
                            + " is no longer listed, until the same board is added again.")
    public Uni<Void> remove(UUID id) {
        return sources.remove(tenant(), id);
    }

    private String tenant() {
        return caller.get().tenant();
    }
}
