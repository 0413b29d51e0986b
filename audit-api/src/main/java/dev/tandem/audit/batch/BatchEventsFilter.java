package dev.tandem.audit.batch;

import dev.tandem.common.security.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses to follow a batch that there is none of, before the stream of events begins: its first byte says that all is
/// well.
class BatchEventsFilter {

    private final BatchService batches;
    private final CurrentCaller caller;

    BatchEventsFilter(BatchService batches, CurrentCaller caller) {
        this.batches = batches;
        this.caller = caller;
    }

    /// Marks what this filter stands before.
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Follows {}

    @Follows
    @ServerRequestFilter
    public Uni<Void> check(UriInfo address) {
        UUID id;
        try {
            id = UUID.fromString(address.getPathParameters().getFirst("id"));
        } catch (IllegalArgumentException noId) {
            return Uni.createFrom().voidItem(); // answered where the resource's parameter is read
        }
        return batches.get(caller.get().tenant(), id).replaceWithVoid();
    }
}
