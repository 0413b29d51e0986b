package dev.tandem.common.security;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The door for people: the link with a single-use code shows a button, and pressing it burns the code. The code is not
/// burnt by merely opening the link, because browsers open links that nobody pressed (previews, prerendering).
@Path("/")
public class SignInResource {

    private final Sessions sessions;
    private final RoutingContext context;

    SignInResource(Sessions sessions, RoutingContext context) {
        this.sessions = sessions;
        this.context = context;
    }

    /// The pages of signing in.
    @CheckedTemplate(basePath = "security", requireTypeSafeExpressions = false)
    static final class Templates {
        private Templates() {}

        /// @param code the code from the link, null when somebody came without one
        /// @param refused whether a code was tried and is not valid, or not any more
        static native TemplateInstance signIn(@Nullable String code, boolean refused);
    }

    @GET
    @Path("sign-in")
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance show(@RestQuery @Nullable String code) {
        return Templates.signIn(code == null || code.isBlank() ? null : code, false);
    }

    @POST
    @Path("sign-in")
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Uni<Response> signIn(@FormParam("code") @Nullable String code) {
        return sessions.signIn(code == null ? "" : code)
                .map(session -> {
                    if (session.isEmpty()) {
                        return Response.status(403).entity(Templates.signIn(null, true)).build();
                    }
                    sessions.keep(context, session.get());
                    return Response.seeOther(URI.create("/")).build();
                });
    }

    @POST
    @Path("sign-out")
    @Operation(hidden = true)
    public Response signOut() {
        sessions.end(context);
        return Response.noContent().build();
    }
}
