package dev.tandem.jobs.search;

import dev.tandem.common.security.CurrentCaller;
import dev.tandem.jobs.source.PageSize;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

@Path("/postings")
class SearchResource {

    private static final PageSize NONE = new PageSize(0);

    private final SearchService search;
    private final CurrentCaller caller;

    SearchResource(SearchService search, CurrentCaller caller) {
        this.search = search;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("jobs:read")
    @Operation(
            summary = "Searches postings.",
            description =
                    "Without `q` and `filter` the newest come first, which goes by the provider's date, or else by when"
                            + " we first saw it. Archived postings are listed only when `status` asks for them, and"
                            + " what the installation's filter hides only with `filtered=true`. Of very many that fit,"
                            + " the newest 1,000 are ranked and counted, and `total.atLeast` says so. Words that no"
                            + " posting holds are corrected, and `correctedTo` says to what.")
    public Uni<SearchPage> search(
            @BeanParam SearchParameters parameters,
            @Parameter(description = "true to count the values of every facet, too.") @QueryParam("facets")
                    @Nullable String facets,
            @QueryParam("limit") @Nullable String limit) {
        var query = PostingQuery.parse(parameters);
        return search.search(caller.get(), query, PageSize.parse(limit), "true".equalsIgnoreCase(facets));
    }

    @GET
    @Path("facets")
    @RolesAllowed("jobs:read")
    @Operation(
            summary = "Counts what postings can be filtered by.",
            description = "Takes the same parameters as the search; counts are of the newest 1,000 that fit.")
    public Uni<Facets> facets(@BeanParam SearchParameters parameters) {
        var query = PostingQuery.parse(parameters).fromTheTop();
        return search.search(caller.get(), query, NONE, true)
                .map(page -> new Facets(page.total(), page.correctedTo(), page.facets()));
    }

    /// What is counted of all that was found.
    public record Facets(
            SearchPage.@Nullable Total total,
            @Nullable String correctedTo,
            @Nullable Map<String, List<SearchPage.Count>> facets) {}
}
