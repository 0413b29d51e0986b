package dev.tandem.common.security;

import dev.tandem.common.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/// A resource for tests to knock at.
@Path("/probe")
public class Probe {

    private final CurrentCaller caller;

    Probe(CurrentCaller caller) {
        this.caller = caller;
    }

    /// What the service saw of its caller.
    public record Seen(String subject, String tenant, String strategy) {}

    /// A body to be read.
    public record Body(@NotNull @Nullable String url, int count) {}

    @GET
    public Seen whoAmI() {
        var seen = caller.get();
        return new Seen(seen.subject(), seen.tenant(), seen.strategy().name());
    }

    @GET
    @Path("jobs")
    @RolesAllowed("jobs:read")
    public String jobs() {
        return "jobs";
    }

    @POST
    public String write(@Valid @NotNull Body body) {
        return "written";
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new IllegalStateException("select secret from accounts where password='hunter2'");
    }

    @GET
    @Path("refused")
    public String refused() {
        throw Problem.invalid("url", "is missing.");
    }
}
