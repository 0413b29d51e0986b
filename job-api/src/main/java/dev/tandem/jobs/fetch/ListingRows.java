package dev.tandem.jobs.fetch;

import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Gathers a listing's rows: folds what is listed twice, counts what could not be read, and judges the whole by what
/// the provider declares.
public final class ListingRows {

    // Boards change while their pages are read; more than this is a listing that hides something.
    private static final double TOLERATED_SHARE = 0.01;
    private static final long TOLERATED_ROWS = 2;

    private final Map<String, ListedPosting> byId = new LinkedHashMap<>();
    private int incomplete;

    /// @param row null for a row without an id or a title
    public void add(@Nullable ListedPosting row) {
        if (row == null) {
            incomplete++;
        } else {
            byId.putIfAbsent(row.externalId(), row);
        }
    }

    public List<ListedPosting> postings() {
        return List.copyOf(byId.values());
    }

    /// @param declared how many postings the provider says there are
    public Listing judge(OptionalLong declared) {
        if (incomplete > 0) {
            return partial(
                    FetchFailure.Code.INCOMPLETE_ROWS,
                    "%d rows had no id or no title and were left out.".formatted(incomplete));
        }
        if (declared.isPresent() && isFarFrom(declared.getAsLong())) {
            return partial(
                    FetchFailure.Code.COUNT_MISMATCH,
                    "The board declares %d postings and lists %d.".formatted(declared.getAsLong(), byId.size()));
        }
        return new Listing.Complete(postings());
    }

    /// What was read, which is not everything.
    public Listing partial(FetchFailure.Code code, String message) {
        return new Listing.Partial(postings(), new FetchFailure(code, message));
    }

    private boolean isFarFrom(long declared) {
        return Math.abs(declared - byId.size()) > Math.max(declared * TOLERATED_SHARE, TOLERATED_ROWS);
    }
}
