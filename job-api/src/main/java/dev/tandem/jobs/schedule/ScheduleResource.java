package dev.tandem.jobs.schedule;

import dev.tandem.common.security.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/polls/schedule")
class ScheduleResource {

    private final ScheduleService schedules;
    private final CurrentCaller caller;

    ScheduleResource(ScheduleService schedules, CurrentCaller caller) {
        this.schedules = schedules;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("jobs:read")
    @Operation(summary = "When polls begin by themselves.")
    @APIResponse(responseCode = "404", description = "They don't.")
    public Uni<ScheduleView> get() {
        return schedules.get(tenant());
    }

    @PUT
    @RolesAllowed("jobs:write")
    @Operation(
            summary = "Sets when polls begin by themselves.",
            description =
                    "By a crontab line or by a length of time. What falls due while nobody is there to begin it is made up"
                            + " for by one poll. While a poll runs, that one serves.")
    @APIResponse(responseCode = "400", description = "It is no crontab line, or leaves too little time between polls.")
    public Uni<ScheduleView> set(@NotNull(message = "is missing.") SetSchedule body) {
        return schedules.set(tenant(), body);
    }

    @DELETE
    @RolesAllowed("jobs:write")
    @ResponseStatus(204)
    @Operation(summary = "Lets polls begin by hand only.")
    public Uni<Void> remove() {
        return schedules.remove(tenant());
    }

    private String tenant() {
        return caller.get().tenant();
    }
}
