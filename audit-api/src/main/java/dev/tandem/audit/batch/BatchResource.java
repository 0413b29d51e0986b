package dev.tandem.audit.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.scan.AskedOptions;
import dev.tandem.audit.scan.AskedSettings;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.IdempotencyKey;
import dev.tandem.audit.scan.ScanStatus;
import dev.tandem.audit.scan.ScanView;
import dev.tandem.audit.scan.Viewport;
import dev.tandem.common.page.Page;
import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.CurrentCaller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Batches over HTTP.
@Path("/batches")
@Tag(name = "batches")
public class BatchResource {

    private final BatchService batches;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    BatchResource(BatchService batches, CurrentCaller caller, ObjectMapper json) {
        this.batches = batches;
        this.caller = caller;
        this.json = json;
    }

    /// Only for the documentation: the body is read as it comes in.
    ///
    /// @param urls the pages to audit; not together with sitemap
    /// @param sitemap the address of a sitemap or of an index of sitemaps; not together with urls
    @Schema(name = "CreateBatch")
    record Body(
            @Nullable List<String> urls,
            @Schema(examples = "https://example.org/sitemap.xml") @Nullable String sitemap,
            @Schema(format = "uuid") @Nullable String projectId,
            @Schema(
                            enumeration = {"DESKTOP", "TABLET", "MOBILE"},
                            defaultValue = "DESKTOP")
                    @Nullable String device,
            @Schema(implementation = Engine[].class) @Nullable List<String> engines,
            @Schema(minimum = "-100", maximum = "100", defaultValue = "0") @Nullable Integer priority,
            @Schema(
                            enumeration = {"CHROMIUM", "FIREFOX", "WEBKIT"},
                            defaultValue = "CHROMIUM")
                    @Nullable String browser,
            @Nullable Viewport viewport,
            @Nullable Boolean blockTrackers,
            @Nullable Boolean scroll,
            @Nullable Boolean bestPractices,
            @Nullable Boolean experimental,
            AskedSettings.@Nullable Lighthouse lighthouse) {}

    /// Blocking only so that the body is not collected before this is called; nothing here waits.
    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("audit:write")
    @Operation(
            summary = "Audit many pages",
            description =
                    "Listed, or named by a sitemap. Entries that name no page are left out and counted; a page"
                            + " that is named twice is audited once. Nothing runs before all has been read.")
    @APIResponse(responseCode = "202", description = "Accepted; a sitemap is still being read.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Body.class)))
    public Uni<RestResponse<BatchView>> create(
            InputStream body, @RestHeader(IdempotencyKey.HEADER) @Nullable String idempotencyKey) {
        return accept(new BatchBody.Json(), body, idempotencyKey);
    }

    @POST
    @Blocking
    @Consumes(MediaType.TEXT_PLAIN)
    @RolesAllowed("audit:write")
    @Operation(summary = "Audit many pages", description = "One address a line.")
    public Uni<RestResponse<BatchView>> createFromLines(
            InputStream body,
            @RestQuery @Nullable String projectId,
            @RestQuery @Nullable String device,
            @RestQuery @Nullable List<String> engines,
            @RestQuery @Nullable String priority,
            @RestHeader(IdempotencyKey.HEADER) @Nullable String idempotencyKey) {
        List<@Nullable String> named = engines == null || engines.isEmpty() ? null : List.copyOf(engines);
        return accept(
                new BatchBody.Lines(new AskedOptions(projectId, device, named, number(priority), AskedSettings.NONE)),
                body,
                idempotencyKey);
    }

    private static @Nullable Number number(@Nullable String priority) {
        try {
            return priority == null ? null : Integer.valueOf(priority);
        } catch (NumberFormatException wrong) {
            throw Problem.invalid("priority", "must be an integer from -100 to 100.");
        }
    }

    private Uni<RestResponse<BatchView>> accept(BatchBody form, InputStream body, @Nullable String key) {
        return batches.accept(caller.get().tenant(), IdempotencyKey.checked(key), form, body)
                .map(batch ->
                        RestResponse.ResponseBuilder.<BatchView>accepted()
                                .location(URI.create("/batches/" + batch.id()))
                                .entity(batch)
                                .build());
    }

    @GET
    @RolesAllowed("audit:read")
    @Operation(summary = "The batches, newest first")
    public Uni<Page<BatchView>> list(
            @RestQuery @Nullable String cursor, @RestQuery @DefaultValue("20") @Min(1) @Max(50) int limit) {
        return batches.list(caller.get().tenant(), cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("audit:read")
    @Operation(summary = "A batch, its status and its scans in numbers")
    public Uni<BatchView> get(UUID id) {
        return batches.get(caller.get().tenant(), id);
    }

    @GET
    @Path("/{id}/scans")
    @RolesAllowed("audit:read")
    @Operation(summary = "A batch's scans, in the order of its pages")
    public Uni<Page<ScanView.Brief>> scans(
            UUID id,
            @Parameter(schema = @Schema(implementation = ScanStatus.class)) @RestQuery @Nullable String status,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return batches.scans(caller.get().tenant(), id, ScanStatus.parse(status), cursor, limit);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("audit:write")
    @Operation(summary = "Cancel a batch", description = "All its scans; running browsers are stopped within seconds.")
    public Uni<BatchView> cancel(UUID id) {
        return batches.cancel(caller.get().tenant(), id);
    }

    @GET
    @Path("/{id}/events")
    @BatchEventsFilter.Follows
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed("audit:read")
    @Operation(
            summary = "Follow a batch",
            description = "Server-sent events: progress at most twice a second, and done; both hold the batch.")
    public Multi<OutboundSseEvent> events(UUID id, Sse sse) {
        return batches.follow(caller.get().tenant(), id)
                .map(batch ->
                        sse.newEventBuilder()
                                .name(batch.status().isFinal() ? "done" : "progress")
                                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                                .data(String.class, text(batch))
                                .build());
    }

    private String text(BatchView batch) {
        try {
            return json.writeValueAsString(batch);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
