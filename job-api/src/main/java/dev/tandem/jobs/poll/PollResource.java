package dev.tandem.jobs.poll;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.page.Page;
import dev.tandem.common.security.CurrentCaller;
import dev.tandem.jobs.source.PageSize;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/polls")
class PollResource {

    private static final Duration LOOK_UP = Duration.ofSeconds(10);

    private final PollService polls;
    private final CurrentCaller caller;

    PollResource(PollService polls, CurrentCaller caller) {
        this.polls = polls;
        this.caller = caller;
    }

    @POST
    @RolesAllowed("jobs:write")
    @Operation(
            summary = "Polls all enabled sources.",
            description =
                    "One poll runs at a time; who asks meanwhile joins it. It goes on when the caller hangs up, and when"
                            + " the answer can't wait for it any longer: `detailsDue` then says of each source how many"
                            + " postings are listed and stored and have their details still to come.")
    @APIResponse(
            responseCode = "200",
            description = "The poll is over; its summary.",
            content = @Content(schema = @Schema(implementation = PollView.class)))
    @APIResponse(
            responseCode = "202",
            description = "The poll goes on; what is done so far, and `Location` names it.",
            content = @Content(schema = @Schema(implementation = PollView.class)))
    public Uni<RestResponse<PollView>> poll(
            @Parameter(description = "`respond-async` to be answered at once (RFC 7240).") @HeaderParam("Prefer")
                    List<String> prefer) {
        if (!prefersAsync(prefer)) {
            return polls.poll(tenant()).map(PollResource::answer);
        }
        return polls.begin(tenant())
                .map(poll ->
                        RestResponse.ResponseBuilder.fromResponse(accepted(poll))
                                .header("Preference-Applied", "respond-async")
                                .build());
    }

    @GET
    @RolesAllowed("jobs:read")
    @Operation(summary = "Lists polls without their sources, newest first.")
    public Uni<Page<PollView>> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable String limit) {
        return polls.page(tenant(), cursor, PageSize.parse(limit));
    }

    @GET
    @Path("{id}")
    @RolesAllowed("jobs:read")
    @Operation(summary = "A poll and what has come of each source so far.")
    public Uni<PollView> get(UUID id) {
        return polls.get(tenant(), id);
    }

    @GET
    @Path("{id}/events")
    @RolesAllowed("jobs:read")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Watches a poll.",
            description =
                    "Server-sent events from the poll's beginning on: `started`; `source`, one per listed source, with"
                            + " its part of the summary; `progress` `{done, total, listed}`; `details` `{source, due,"
                            + " read, failed, totalDue}` each time that some were stored; `done` with the poll.")
    // A stream's head is sent before its first event is known, so that a poll that isn't there must be found missing
    // before there is a stream.
    @io.smallrye.common.annotation.Blocking
    public Multi<OutboundSseEvent> events(UUID id, @Context Sse sse) {
        var events = Blocking.await(polls.events(tenant(), id), LOOK_UP);
        return events.map(event ->
                sse.newEventBuilder()
                        .name(event.name())
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(event.data())
                        .build());
    }

    private static RestResponse<PollView> answer(PollView poll) {
        return poll.state() == PollState.RUNNING ? accepted(poll) : RestResponse.ok(poll);
    }

    private static RestResponse<PollView> accepted(PollView poll) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, poll)
                .location(URI.create("/polls/" + poll.id()))
                .build();
    }

    private static boolean prefersAsync(List<String> prefer) {
        return prefer.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(preference -> preference.split(";")[0].strip())
                .anyMatch("respond-async"::equalsIgnoreCase);
    }

    private String tenant() {
        return caller.get().tenant();
    }
}
