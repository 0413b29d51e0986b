package dev.tandem.audit.scan;

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

/// Refuses to follow a scan that there is none of, before the stream of events begins: its first byte says that all is
/// well.
class ScanEventsFilter {

    private final ScanService scans;
    private final CurrentCaller caller;

    ScanEventsFilter(ScanService scans, CurrentCaller caller) {
        this.scans = scans;
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
        return scans.get(caller.get().tenant(), id).replaceWithVoid();
    }
}
