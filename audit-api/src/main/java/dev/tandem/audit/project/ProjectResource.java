package dev.tandem.audit.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import dev.tandem.common.security.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Projects over HTTP.
@Path("/projects")
@Tag(name = "projects")
public class ProjectResource {

    private final Projects projects;
    private final CurrentCaller caller;

    ProjectResource(Projects projects, CurrentCaller caller) {
        this.projects = projects;
        this.caller = caller;
    }

    /// Only for the documentation: whether a field is absent or null can't be told of a record.
    ///
    /// @param name unique within the tenant
    /// @param scansPerDay scans accepted within 24 hours; null limits nothing
    /// @param concurrentScans scans that wait or run at the same time; null limits nothing
    @Schema(name = "ProjectFields")
    record Body(
            @Schema(examples = "Website", minLength = 1, maxLength = 200) String name,
            @Schema(minimum = "1") @Nullable Integer scansPerDay,
            @Schema(minimum = "1") @Nullable Integer concurrentScans) {}

    @POST
    @RolesAllowed("audit:write")
    @Operation(summary = "Make a project", description = "Scans that name it count against its limits.")
    @APIResponse(responseCode = "201", description = "Made; its address is in Location.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Body.class)))
    public Uni<RestResponse<Project>> create(@Nullable JsonNode body) {
        return projects.create(caller.get().tenant(), ProjectFields.read(body))
                .map(project ->
                        RestResponse.ResponseBuilder.<Project>created(URI.create("/projects/" + project.id()))
                                .entity(project)
                                .build());
    }

    @GET
    @RolesAllowed("audit:read")
    @Operation(summary = "The projects, by name")
    public Uni<Page<Project>> list(
            @RestQuery @Nullable String cursor, @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return projects.list(caller.get().tenant(), Cursor.decode(cursor, 1), limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("audit:read")
    @Operation(summary = "A project")
    public Uni<Project> get(UUID id) {
        return projects.get(caller.get().tenant(), id);
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed("audit:write")
    @Operation(
            summary = "Change a project",
            description = "Fields that are absent stay as they are; a limit that is null is lifted.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Body.class)))
    public Uni<Project> change(UUID id, @Nullable JsonNode body) {
        return projects.change(caller.get().tenant(), id, ProjectFields.read(body));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("audit:write")
    @ResponseStatus(204)
    @Operation(summary = "Delete a project", description = "Refused while scans or batches belong to it.")
    public Uni<Void> delete(UUID id) {
        return projects.delete(caller.get().tenant(), id);
    }
}
