package dev.tandem.jobs.source;

import dev.tandem.common.page.Page;
import dev.tandem.common.security.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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
    private final SourceAdding adding;
    private final SourceImport imports;
    private final CurrentCaller caller;

    SourceResource(SourceService sources, SourceAdding adding, SourceImport imports, CurrentCaller caller) {
        this.sources = sources;
        this.adding = adding;
        this.imports = imports;
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
            description =
                    "A board that was removed earlier comes back with what was said about its postings. Without a provider"
                            + " it is recognised from its address. `notes` says what looks wrong about it.")
    @APIResponse(responseCode = "201", description = "Added; `Location` names it.")
    @APIResponse(responseCode = "400", description = "A field is missing or names no board of this provider.")
    @APIResponse(responseCode = "409", description = "The board is polled already.")
    public Uni<RestResponse<SourceView>> create(@NotNull(message = "is missing.") @Valid CreateSource body) {
        return adding.add(tenant(), body)
                .map(source ->
                        RestResponse.ResponseBuilder.<SourceView>created(URI.create("/sources/" + source.id()))
                                .entity(source)
                                .build());
    }

    @POST
    @Path("import")
    @Consumes({"text/csv", MediaType.TEXT_PLAIN})
    @RolesAllowed("jobs:write")
    @Operation(
            summary = "Adds the boards of a CSV file (RFC 4180), of at most 10,000 rows.",
            description =
                    "With a header, whose columns are `name`, `provider`, `board` (or `url`) and `enabled`; or without one,"
                            + " as `name,provider,board`, `name,address` or an address alone. A row that is wrong is told by"
                            + " its line, and the others are taken.")
    @APIResponse(responseCode = "400", description = "There is no row, or too many.")
    public Uni<ImportView> importAll(@NotNull(message = "is missing.") String csv) {
        return imports.add(tenant(), csv);
    }

    @POST
    @Path("recognise")
    @RolesAllowed("jobs:write")
    @Operation(
            summary = "Finds the board behind a careers page.",
            description = "By its address, by what it leads to, or by what it embeds or links to. Nothing is added.")
    @APIResponse(responseCode = "400", description = "The page can't be looked at.")
    public Uni<RecognisedView> recognise(@NotNull(message = "is missing.") @Valid RecognisePage body) {
        return adding.look(body);
    }

    @GET
    @Path("{id}")
    @RolesAllowed("jobs:read")
    @Operation(summary = "A source and when polls read it.")
    public Uni<SourceView> get(UUID id) {
        return sources.get(tenant(), id);
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed("jobs:write")
    @Operation(
            summary =
                    "Renames a source, points it to another board of its provider, says how often it is polled, or turns it"
                            + " on or off.")
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
