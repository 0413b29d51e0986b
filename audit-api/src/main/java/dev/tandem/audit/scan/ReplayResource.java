package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Running failed scans again, over HTTP.
@Path("/scans")
@Tag(name = "scans")
public class ReplayResource {

    private final Replays replays;
    private final CurrentCaller caller;

    ReplayResource(Replays replays, CurrentCaller caller) {
        this.replays = replays;
        this.caller = caller;
    }

    /// @param replayed how many scans wait again
    @RegisterForReflection
    public record Replayed(long replayed) {}

    @POST
    @Path("/{id}/replays")
    @RolesAllowed("audit:write")
    @ResponseStatus(202)
    @Operation(summary = "Run a failed scan again", description = "As if it were new: with all its attempts.")
    @APIResponse(responseCode = "202", description = "The scan waits again.")
    @APIResponse(responseCode = "409", description = "The scan has not failed.")
    public Uni<ScanView> replay(UUID id) {
        return replays.replay(caller.get().tenant(), id);
    }

    @POST
    @Path("/replays")
    @RolesAllowed("audit:write")
    @ResponseStatus(202)
    @Operation(
            summary = "Run many failed scans again",
            description =
                    "Those named by ids, or those that match every other field; {} means every failed scan."
                            + " Scans that have not failed are left as they are.")
    @APIResponse(responseCode = "202", description = "So many scans wait again.")
    public Uni<Replayed> replayMany(@Nullable ReplayScans body) {
        if (body == null) {
            throw Problem.invalid("ids", "is missing. Send a JSON object such as {\"errorCode\": \"CONNECTION_CUT\"}.");
        }
        return replays.replay(caller.get().tenant(), body.validated()).map(Replayed::new);
    }
}
