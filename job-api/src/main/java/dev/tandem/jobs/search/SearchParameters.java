package dev.tandem.jobs.search;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What a caller looks for, as it stands in the address.
public class SearchParameters {

    @Parameter(
            description =
                    "Words, all of which the posting holds, whatever their accents. Beginnings of words count in title,"
                            + " company, departments and places, whole words in the description too.")
    @RestQuery
    public @Nullable String q;

    @Parameter(description = "One or several; by default NEW, SAVED and APPLIED.")
    @RestQuery
    public List<String> status = List.of();

    @Parameter(description = "The id of a source; one or several.")
    @RestQuery
    public List<String> source = List.of();

    @Parameter(description = "The company's whole name; one or several.")
    @RestQuery
    public List<String> company = List.of();

    @Parameter(description = "ISO 3166-1 alpha-2; one or several.")
    @RestQuery
    public List<String> country = List.of();

    @Parameter(description = "REMOTE, HYBRID or ON_SITE; one or several.")
    @RestQuery
    public List<String> workplace = List.of();

    @Parameter(description = "true for remote work only, false for all other.")
    @RestQuery
    public @Nullable String remote;

    @Parameter(description = "FULL_TIME, PART_TIME, INTERNSHIP and so on; one or several.")
    @RestQuery
    public List<String> employmentType = List.of();

    @Parameter(description = "As a posting's `seniority` has it; one or several.")
    @RestQuery
    public List<String> seniority = List.of();

    @Parameter(description = "true to list what the installation's filter hides, too.")
    @RestQuery
    public @Nullable String filtered;

    @Parameter(description = "The id of a filter of yours: only what matches it, the best first.")
    @RestQuery
    public @Nullable String filter;

    @Parameter(
            description =
                    "RELEVANCE, NEWEST or SCORE. By default SCORE with `filter`, RELEVANCE with `q`, else NEWEST.")
    @RestQuery
    public @Nullable String order;

    @RestQuery public @Nullable String cursor;
}
