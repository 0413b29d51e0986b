package dev.tandem.audit.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.common.page.Page;
import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.CurrentCaller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Scans over HTTP.
@Path("/scans")
@Tag(name = "scans")
public class ScanResource {

    private final ScanService scans;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    ScanResource(ScanService scans, CurrentCaller caller, ObjectMapper json) {
        this.scans = scans;
        this.caller = caller;
        this.json = json;
    }

    @POST
    @RolesAllowed("audit:write")
    @Operation(summary = "Audit a page", description = "Answers at once; follow the scan at its Location.")
    @APIResponse(responseCode = "202", description = "Accepted: the scan will be run, whatever happens from here on.")
    public Uni<RestResponse<ScanView.Brief>> create(
            @Nullable CreateScan body, @RestHeader(IdempotencyKey.HEADER) @Nullable String idempotencyKey) {
        if (body == null) {
            throw Problem.invalid("url", "is missing. Send a JSON object such as {\"url\": \"https://example.org/\"}.");
        }
        return scans.accept(caller.get().tenant(), body.validated(), IdempotencyKey.checked(idempotencyKey))
                .map(scan ->
                        RestResponse.ResponseBuilder.<ScanView.Brief>accepted()
                                .location(URI.create("/scans/" + scan.id()))
                                .entity(scan)
                                .build());
    }

    @GET
    @RolesAllowed("audit:read")
    @Operation(
            summary = "The scans, newest first",
            description = "With status=FAILED these are the dead letters, the latest failure first.")
    public Uni<Page<ScanView.Brief>> list(
            @Parameter(schema = @Schema(implementation = ScanStatus.class)) @RestQuery @Nullable String status,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
        return scans.list(caller.get().tenant(), ScanStatus.parse(status), cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("audit:read")
    @Operation(summary = "A scan and its result")
    public Uni<ScanView> get(UUID id) {
        return scans.get(caller.get().tenant(), id);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("audit:write")
    @Operation(summary = "Cancel a scan", description = "A running browser is stopped within seconds.")
    public Uni<ScanView> cancel(UUID id) {
        return scans.cancel(caller.get().tenant(), id);
    }

    @GET
    @Path("/{id}/events")
    @ScanEventsFilter.Follows
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed("audit:read")
    @Operation(summary = "Follow a scan", description = "Server-sent events: queued, started, phase, done.")
    public Multi<OutboundSseEvent> events(UUID id, Sse sse) {
        return scans.follow(caller.get().tenant(), id)
                .map(event ->
                        sse.newEventBuilder()
                                .name(event.name())
                                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                                .data(String.class, text(event))
                                .build());
    }

    private String text(ScanEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
