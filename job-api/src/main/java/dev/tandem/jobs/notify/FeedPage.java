package dev.tandem.jobs.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.common.problem.CommonProblem;
import dev.tandem.common.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Feeds as their readers get them, who have nothing but the address.
@Path("/feeds/{token}")
class FeedPage {

    private final FeedService feeds;

    FeedPage(FeedService feeds) {
        this.feeds = feeds;
    }

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> read(String token, @Context Request request, @Context UriInfo address) {
        return feeds.read(new FeedToken(token))
                .map(found ->
                        found.orElseThrow(
                                () -> Problem.of(CommonProblem.NOT_FOUND, "There is no feed at this address.")))
                .map(feed -> answer(feed.xml(address.getBaseUri().toString()), request));
    }

    /// Readers ask every few minutes, and mostly for what they have.
    private static Response answer(String xml, Request request) {
        var tag = new EntityTag(UUID.nameUUIDFromBytes(xml.getBytes(UTF_8)).toString());
        var same = request.evaluatePreconditions(tag);
        var answer = same == null ? Response.ok(xml.getBytes(UTF_8), "application/rss+xml; charset=utf-8") : same;
        return answer.tag(tag)
                .header("Cache-Control", "private, max-age=300")
                .header("X-Robots-Tag", "noindex")
                .build();
    }
}
