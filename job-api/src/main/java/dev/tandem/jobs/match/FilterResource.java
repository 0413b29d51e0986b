package dev.tandem.jobs.match;

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
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/filters")
class FilterResource {

    private final FilterService filters;
    private final CurrentCaller caller;

    FilterResource(FilterService filters, CurrentCaller caller) {
        this.filters = filters;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("jobs:read")
    @Operation(summary = "Lists your filters.", description = "There are at most 50, so that one page holds them.")
    public Uni<Page<FilterView>> list() {
        return filters.list(caller.get()).map(items -> new Page<>(items, null));
    }

    @POST
    @RolesAllowed("jobs:write")
    @Operation(
            summary = "Keeps a filter.",
            description =
                    "What is stored is judged in the background, the newest first; `evaluation` tells how far that is."
                            + " A filter hides and archives nothing.")
    @APIResponse(responseCode = "201", description = "Kept; `Location` names it.")
    public Uni<RestResponse<FilterView>> create(@NotNull(message = "is missing.") @Valid CreateFilter body) {
        return filters.create(caller.get(), body)
                .map(filter ->
                        RestResponse.ResponseBuilder.<FilterView>created(URI.create("/filters/" + filter.id()))
                                .entity(filter)
                                .build());
    }

    @POST
    @Path("preview")
    @RolesAllowed("jobs:read")
    @Operation(summary = "Says what criteria would find among the newest 2,000 postings, without keeping them.")
    public Uni<Preview> preview(@NotNull(message = "is missing.") @Valid Criteria body) {
        return filters.preview(caller.get(), body);
    }

    @GET
    @Path("{id}")
    @RolesAllowed("jobs:read")
    @Operation(summary = "A filter of yours, and how far its evaluation is.")
    public Uni<FilterView> get(UUID id) {
        return filters.get(caller.get(), id);
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed("jobs:write")
    @Operation(summary = "Renames a filter, or asks for something else.")
    public Uni<FilterView> change(UUID id, @NotNull(message = "is missing.") @Valid ChangeFilter body) {
        return filters.change(caller.get(), id, body);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed("jobs:write")
    @ResponseStatus(204)
    @Operation(summary = "Forgets a filter and what matched it.")
    public Uni<Void> remove(UUID id) {
        return filters.remove(caller.get(), id);
    }
}
