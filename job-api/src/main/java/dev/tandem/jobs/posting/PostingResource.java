package dev.tandem.jobs.posting;

import dev.tandem.common.page.Page;
import dev.tandem.common.security.CurrentCaller;
import dev.tandem.jobs.source.PageSize;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/postings")
class PostingResource {

    private final PostingService postings;
    private final CurrentCaller caller;

    PostingResource(PostingService postings, CurrentCaller caller) {
        this.postings = postings;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    @RolesAllowed("jobs:read")
    @Operation(summary = "A posting with its description.")
    public Uni<PostingView> get(UUID id) {
        return postings.get(tenant(), id);
    }

    @GET
    @Path("{id}/changes")
    @RolesAllowed("jobs:read")
    @Operation(summary = "What has happened to a posting since it was first seen, newest first.")
    public Uni<Page<PostingChange>> changes(
            UUID id, @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        return postings.changes(tenant(), id, cursor, PageSize.parse(limit));
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed("jobs:write")
    @Operation(summary = "Says what has become of a posting for its user.")
    public Uni<PostingView> mark(UUID id, @NotNull(message = "is missing.") @Valid ChangeStatus body) {
        return postings.mark(tenant(), id, Objects.requireNonNull(body.status()));
    }

    private String tenant() {
        return caller.get().tenant();
    }
}
