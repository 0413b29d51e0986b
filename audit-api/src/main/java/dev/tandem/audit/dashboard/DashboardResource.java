package dev.tandem.audit.dashboard;

import dev.tandem.audit.batch.BatchService;
import dev.tandem.audit.issue.Findings;
import dev.tandem.audit.scan.ScanService;
import dev.tandem.audit.scan.ScanStatus;
import dev.tandem.audit.scan.ScanView;
import dev.tandem.common.page.Cursor;
import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.CurrentCaller;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The pages: a form and the newest scans, and a page for each scan and each batch.
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class DashboardResource {

    private static final int NEWEST = 20;
    private static final int FEW = 5;
    private static final int FINDINGS = 200;

    private final ScanService scans;
    private final BatchService batches;
    private final Findings findings;
    private final CurrentCaller caller;
    private final InstantSource clock = InstantSource.system();

    DashboardResource(ScanService scans, BatchService batches, Findings findings, CurrentCaller caller) {
        this.scans = scans;
        this.batches = batches;
        this.findings = findings;
        this.caller = caller;
    }

    /// The templates in `templates/dashboard`. `csrf` is what their scripts send back with every change.
    @CheckedTemplate(basePath = "dashboard")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance home(
                String csrf, List<ScanRow> scans, List<FailedScan> failed, List<BatchRow> batches);

        static native TemplateInstance batch(String csrf, BatchReport batch);

        static native TemplateInstance running(String csrf, RunningScan scan);

        static native TemplateInstance ended(String csrf, EndedScan scan);

        static native TemplateInstance result(String csrf, ScanReport scan);

        static native TemplateInstance missing(String csrf, String message);
    }

    @GET
    @RolesAllowed("audit:read")
    @Operation(hidden = true)
    public Uni<TemplateInstance> home() {
        var tenant = caller.get().tenant();
        return Uni.combine()
                .all()
                .unis(
                        scans.list(tenant, null, null, NEWEST),
                        scans.list(tenant, ScanStatus.FAILED, null, FEW),
                        batches.list(tenant, null, FEW))
                .usingConcurrencyOf(1)
                .asTuple()
                .map(all ->
                        Templates.home(
                                csrf(),
                                all.getItem1().items().stream().map(ScanRow::from).toList(),
                                all.getItem2().items().stream().map(FailedScan::from).toList(),
                                all.getItem3().items().stream().map(BatchRow::from).toList()));
    }

    @GET
    @Path("view/batches/{id}")
    @RolesAllowed("audit:read")
    @Operation(hidden = true)
    public Uni<RestResponse<TemplateInstance>> batch(UUID id) {
        var tenant = caller.get().tenant();
        return batches.get(tenant, id)
                .flatMap(batch ->
                        batches.scans(tenant, id, ScanStatus.FAILED, null, NEWEST)
                                .map(failed -> Templates.batch(csrf(), BatchReport.of(batch, failed.items()))))
                .map(RestResponse::ok)
                .onFailure(Problem.class)
                .recoverWithItem(this::missing);
    }

    @GET
    @Path("view/scans/{id}")
    @RolesAllowed("audit:read")
    @Operation(hidden = true)
    public Uni<RestResponse<TemplateInstance>> scan(UUID id, @RestQuery @Nullable String cursor) {
        var tenant = caller.get().tenant();
        return scans.get(tenant, id)
                .chain(scan -> page(tenant, scan, Cursor.decode(cursor, 1)))
                .map(RestResponse::ok)
                .onFailure(Problem.class)
                .recoverWithItem(this::missing);
    }

    private Uni<TemplateInstance> page(String tenant, ScanView scan, @Nullable Cursor after) {
        if (scan.status() == ScanStatus.COMPLETED) {
            return findings.page(tenant, scan.id(), after, FINDINGS)
                    .map(page -> Templates.result(csrf(), ScanReport.of(scan, page, after == null)));
        }
        var page =
                scan.status().isFinal()
                        ? Templates.ended(csrf(), EndedScan.from(scan))
                        : Templates.running(csrf(), RunningScan.of(scan, clock.instant()));
        return Uni.createFrom().item(page);
    }

    /// People are told in a page what programs are told in a problem document.
    private RestResponse<TemplateInstance> missing(Throwable problem) {
        var status = ((Problem) problem).document().status();
        var page = Templates.missing(csrf(), String.valueOf(problem.getMessage()));
        return RestResponse.ResponseBuilder.create(RestResponse.Status.fromStatusCode(status), page).build();
    }

    /// Empty for whoever looks with a bearer token, who needs none.
    private String csrf() {
        var token = caller.csrfToken();
        return token == null ? "" : token;
    }
}
