package dev.tandem.jobs.fetch;

import static java.util.Comparator.comparingLong;

import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.Listing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Reads a listing that comes in pages of a fixed size: the first declares how many rows there are, the others are
/// asked for at the same time.
///
/// A page that brings nothing new ends the listing: past their end, some boards answer with their first page again.
public final class OffsetPages {

    /// More than any board has; a board that declares more is not believed.
    static final int MOST_PAGES = 1_000;

    // Twice what a host answers at once, so that it never waits for us, and no more, so that boards on one host share
    // it.
    private static final int AHEAD = 12;

    private final int size;
    private final boolean constantTotal;
    private final LongFunction<Uni<ListedPage>> pageAt;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong barrenFrom = new AtomicLong(Long.MAX_VALUE);

    /// @param size rows on a page
    /// @param constantTotal whether every page declares the total, so that another one means that the board changed
    ///   between the pages, and rows may have slipped from one to the other unseen
    /// @param pageAt asks for the page at an offset
    public OffsetPages(int size, boolean constantTotal, LongFunction<Uni<ListedPage>> pageAt) {
        this.size = size;
        this.constantTotal = constantTotal;
        this.pageAt = pageAt;
    }

    /// The whole listing after its first page.
    public Uni<Listing> after(ListedPage first) {
        note(0, first);
        var pages = Math.min(pagesOf(first), MOST_PAGES);
        if (pages <= 1) {
            return Uni.createFrom().item(() -> judge(first, List.of()));
        }
        return Multi.createFrom()
                .range(1, (int) pages)
                .map(page -> (long) page * size)
                .select()
                .where(offset -> offset <= barrenFrom.get())
                .onItem()
                .transformToUni(this::arrival)
                .merge(AHEAD)
                .collect()
                .asList()
                .map(arrived -> judge(first, arrived));
    }

    private long pagesOf(ListedPage first) {
        return Math.ceilDiv(first.total(), size);
    }

    private Uni<Arrival> arrival(long offset) {
        return pageAt.apply(offset)
                .onItem()
                .invoke(page -> note(offset, page))
                .map(page -> new Arrival(offset, page, null))
                .onFailure()
                .recoverWithItem(failure -> new Arrival(offset, null, FetchException.of(failure)));
    }

    private void note(long offset, ListedPage page) {
        boolean brought = false;
        for (var row : page.rows()) {
            brought |= row == null || seen.add(row.externalId());
        }
        if (!brought) {
            barrenFrom.accumulateAndGet(offset, Math::min);
        }
    }

    private Listing judge(ListedPage first, List<Arrival> others) {
        var rows = new ListingRows();
        first.rows().forEach(rows::add);
        FetchFailure failure = null;
        for (var arrival : others.stream().sorted(comparingLong(Arrival::offset)).toList()) {
            if (arrival.page() != null) {
                arrival.page().rows().forEach(rows::add);
            }
            failure = failure == null ? arrival.failure() : failure;
        }
        if (failure != null) {
            return rows.partial(
                    FetchFailure.Code.INCOMPLETE_PAGES, "A later page could not be had: " + failure.message());
        }
        if (pagesOf(first) > MOST_PAGES) {
            return rows.partial(
                    FetchFailure.Code.INCOMPLETE_PAGES,
                    "The board declares %d postings, more than are read.".formatted(first.total()));
        }
        return moved(first, others)
                ? rows.partial(FetchFailure.Code.COUNT_MISMATCH, "The board's total changed while its pages were read.")
                : rows.judge(OptionalLong.of(first.total()));
    }

    private boolean moved(ListedPage first, List<Arrival> others) {
        return constantTotal
                && others.stream().map(Arrival::page).anyMatch(page -> page != null && page.total() != first.total());
    }

    /// @param page null when it failed
    private record Arrival(long offset, @Nullable ListedPage page, @Nullable FetchFailure failure) {}
}
