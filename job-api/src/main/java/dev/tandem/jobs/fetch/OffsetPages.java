package dev.tandem.jobs.fetch;

import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.client.JsonAnswer;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.Listing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a listing that comes in pages of a fixed size: the first declares how many rows there are, the others are
/// asked for at the same time. Where the board was read before, so many pages as it had then are asked for at once, the
/// first among them, and none is read when all are as they were.
///
/// A page that brings nothing new ends the listing: past their end, some boards answer with their first page again.
public final class OffsetPages {

    /// More than any board has; a board that declares more is not believed.
    static final int MOST_PAGES = 1_000;

    // Twice what a host answers at once, so that it never waits for us, and no more, so that boards on one host share
    // it.
    private static final int AHEAD = 12;

    private static final String SEPARATOR = ",";

    // What is asked for at once is held unread until all of it is there.
    private static final int MOST_AT_ONCE = 100;

    private final int size;
    private final boolean constantTotal;
    private final LongFunction<Uni<JsonAnswer>> pageAt;
    private final Function<JsonNode, ListedPage> read;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong barrenFrom = new AtomicLong(Long.MAX_VALUE);

    /// @param size rows on a page
    /// @param constantTotal whether every page declares the total, so that another one means that the board changed
    ///   between the pages, and rows may have slipped from one to the other unseen
    /// @param pageAt asks for the page at an offset
    /// @param read what a page says
    public OffsetPages(
            int size,
            boolean constantTotal,
            LongFunction<Uni<JsonAnswer>> pageAt,
            Function<JsonNode, ListedPage> read) {
        this.size = size;
        this.constantTotal = constantTotal;
        this.pageAt = pageAt;
        this.read = read;
    }

    /// Who looks at the first page before the others are read, and may have a better way to list the board.
    public interface Beginning {

        /// @param root of the first page
        /// @param first what it says
        /// @return empty to go on with the other pages
        Optional<Uni<Listing>> otherWay(JsonNode root, ListedPage first);
    }

    /// Reads the whole listing. Fails where the first page can't be had.
    ///
    /// @param known the fingerprint of an earlier listing, null for none
    public Uni<Fetched> whole(@Nullable String known, Beginning beginning) {
        var before = known == null ? List.<String>of() : List.of(known.split(SEPARATOR, -1));
        var atOnce = Math.clamp(before.size(), 1, MOST_AT_ONCE);
        return Multi.createFrom()
                .range(0, atOnce)
                .onItem()
                .transformToUni(this::arrival)
                .merge(AHEAD)
                .collect()
                .asMap(Arrival::number)
                .flatMap(arrived ->
                        isKnown(before, arrived)
                                ? Uni.createFrom().item(new Fetched(null, known))
                                : whole(arrived, beginning));
    }

    private static boolean isKnown(List<String> before, Map<Integer, Arrival> arrived) {
        return before.size() == arrived.size()
                && IntStream.range(0, before.size())
                        .allMatch(number -> before.get(number).equals(hash(arrived.get(number))));
    }

    private static @Nullable String hash(@Nullable Arrival arrival) {
        return arrival == null ? null : arrival.hash();
    }

    private Uni<Fetched> whole(Map<Integer, Arrival> arrived, Beginning beginning) {
        var begun = Objects.requireNonNull(arrived.get(0));
        return begun.opened(
                        root -> {
                            var page = read.apply(root);
                            return new Begun(page, beginning.otherWay(root, page));
                        })
                .flatMap(first ->
                        first.otherWay().isPresent()
                                ? first.otherWay().get().map(listing -> new Fetched(listing, null))
                                : rest(begun.hash(), first.page(), arrived));
    }

    /// @param otherWay to list the board
    private record Begun(ListedPage page, Optional<Uni<Listing>> otherWay) {}

    /// The whole listing after its first page.
    public Uni<Listing> after(ListedPage first) {
        return rest(null, first, Map.of()).map(fetched -> Objects.requireNonNull(fetched.listing()));
    }

    /// @param arrived pages that are there already, by their numbers
    private Uni<Fetched> rest(@Nullable String firstHash, ListedPage first, Map<Integer, Arrival> arrived) {
        note(0, first);
        var pages = (int) Math.min(pagesOf(first), MOST_PAGES);
        if (pages <= 1) {
            return Uni.createFrom().item(() -> fetched(firstHash, first, List.of()));
        }
        return Multi.createFrom()
                .range(1, pages)
                .select()
                .where(number -> number <= barrenFrom.get())
                .onItem()
                .transformToUni(number -> page(arrived, number))
                .merge(AHEAD)
                .collect()
                .asList()
                .map(others -> fetched(firstHash, first, others));
    }

    private Fetched fetched(@Nullable String firstHash, ListedPage first, List<Page> others) {
        var listing = judge(first, others);
        return new Fetched(listing, fingerprint(listing, firstHash, others));
    }

    private long pagesOf(ListedPage first) {
        return Math.ceilDiv(first.total(), size);
    }

    private Uni<Arrival> arrival(int number) {
        return pageAt.apply((long) number * size)
                .map(unread -> new Arrival(number, unread, null))
                .onFailure()
                .recoverWithItem(failure -> new Arrival(number, null, FetchException.of(failure)));
    }

    private Uni<Page> page(Map<Integer, Arrival> arrived, int number) {
        var there = arrived.get(number);
        return there == null ? arrival(number).flatMap(this::read) : read(there);
    }

    private Uni<Page> read(Arrival arrival) {
        var number = arrival.number();
        return arrival.opened(read)
                .onItem()
                .invoke(page -> note(number, page))
                .map(page -> new Page(number, arrival.hash(), page, null))
                .onFailure()
                .recoverWithItem(failure -> new Page(number, null, null, FetchException.of(failure)));
    }

    private void note(int number, ListedPage page) {
        boolean brought = false;
        for (var row : page.rows()) {
            brought |= row == null || seen.add(row.externalId());
        }
        if (!brought) {
            barrenFrom.accumulateAndGet(number, Math::min);
        }
    }

    private Listing judge(ListedPage first, List<Page> others) {
        var rows = new ListingRows();
        first.rows().forEach(rows::add);
        FetchFailure failure = null;
        for (var page : inOrder(others)) {
            if (page.content() != null) {
                page.content().rows().forEach(rows::add);
            }
            failure = failure == null ? page.failure() : failure;
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

    private boolean moved(ListedPage first, List<Page> others) {
        return constantTotal
                && others.stream().map(Page::content).anyMatch(page -> page != null && page.total() != first.total());
    }

    /// Only a whole listing is worth to be recognised.
    private static @Nullable String fingerprint(Listing listing, @Nullable String first, List<Page> others) {
        if (first == null || !(listing instanceof Listing.Complete)) {
            return null;
        }
        var hashes = Stream.concat(Stream.of(first), inOrder(others).stream().map(Page::hash));
        return hashes.collect(Collectors.joining(SEPARATOR));
    }

    private static List<Page> inOrder(List<Page> pages) {
        return pages.stream().sorted(comparingInt(Page::number)).toList();
    }

    /// An answer that was asked for.
    ///
    /// @param answer null when it failed
    private record Arrival(int number, @Nullable JsonAnswer answer, @Nullable FetchFailure failure) {

        @Nullable String hash() {
            return answer == null ? null : answer.hash();
        }

        <T> Uni<T> opened(Function<JsonNode, T> read) {
            return answer == null
                    ? Uni.createFrom().failure(new FetchException(Objects.requireNonNull(failure)))
                    : answer.read(read);
        }
    }

    /// @param content null when it failed
    private record Page(
            int number, @Nullable String hash, @Nullable ListedPage content, @Nullable FetchFailure failure) {}
}
