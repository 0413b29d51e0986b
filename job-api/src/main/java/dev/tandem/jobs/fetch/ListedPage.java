package dev.tandem.jobs.fetch;

import dev.tandem.jobs.listing.ListedPosting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a listing.
///
/// @param total how many postings the board declares on this page
/// @param rows the page's rows, null for one without an id or a title
public record ListedPage(long total, List<@Nullable ListedPosting> rows) {}
