package dev.tandem.audit.issue;

import dev.tandem.audit.scan.ScanService;
import dev.tandem.common.page.Cursor;
import dev.tandem.common.page.Page;
import dev.tandem.common.security.CurrentCaller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// A scan's findings over HTTP.
@Path("/scans/{id}/issues")
@Tag(name = "scans")
public class IssueResource {

    private final Findings findings;
    private final ScanService scans;
    private final CurrentCaller caller;

    IssueResource(Findings findings, ScanService scans, CurrentCaller caller) {
        this.findings = findings;
        this.scans = scans;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("audit:read")
    @Operation(summary = "What a scan found", description = "The worst first. Empty until the scan is COMPLETED.")
    public Uni<Page<Finding>> list(
            UUID id, @RestQuery @Nullable String cursor, @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        var tenant = caller.get().tenant();
        var after = Cursor.decode(cursor, 1);
        // Asked first, so that an unknown scan is told from one without findings.
        return scans.get(tenant, id).chain(scan -> findings.page(tenant, id, after, limit));
    }
}
