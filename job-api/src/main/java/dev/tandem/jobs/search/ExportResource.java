package dev.tandem.jobs.search;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.Caller;
import dev.tandem.common.security.CurrentCaller;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

@Path("/postings/export")
class ExportResource {

    private final SearchService search;
    private final ExportService export;
    private final CurrentCaller caller;

    ExportResource(SearchService search, ExportService export, CurrentCaller caller) {
        this.search = search;
        this.export = export;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("jobs:read")
    @Operation(
            summary = "All that a search finds as a file, the newest first.",
            description =
                    "Takes the same parameters as the search; words are looked for as they are typed. In CSV, a cell"
                            + " that a spreadsheet would take for a formula has an apostrophe in front.")
    public Multi<String> export(
            @BeanParam SearchParameters parameters,
            @Parameter(description = "csv or json; by default csv.") @QueryParam("format") @Nullable String format) {
        var query = PostingQuery.parse(parameters);
        return switch (Objects.requireNonNullElse(format, "csv")) {
            case "csv" -> file(query, "postings.csv", "text/csv; charset=utf-8; header=present", export::csv);
            case "json" -> file(query, "postings.json", "application/json", export::json);
            default -> throw Problem.invalid("format", "is either csv or json.");
        };
    }

    /// Nothing is sent before it is known that the filter is the caller's.
    private Multi<String> file(
            PostingQuery query, String name, String type, BiFunction<Caller, PostingQuery, Multi<String>> text) {
        var asking = caller.get();
        return RestMulti.fromUniResponse(
                search.owned(asking, query).replaceWith(name),
                owned -> text.apply(asking, query),
                owned ->
                        Map.of(
                                "Content-Type",
                                List.of(type),
                                "Content-Disposition",
                                List.of("attachment; filename=\"" + name + "\"")));
    }
}
