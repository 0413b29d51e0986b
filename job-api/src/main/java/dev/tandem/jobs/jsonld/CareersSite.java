package dev.tandem.jobs.jsonld;

import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.Listing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the postings of a careers site whose first page does not describe them all: by its sitemap, by the lists on
/// its pages, or else by their links, and never beyond the site or more pages than allowed.
///
/// Only a sitemap says what there is; whoever follows links never knows what no link led to.
final class CareersSite {

    private static final int AT_ONCE = 6;
    // Links from a list to a posting, or to another list.
    private static final int DEEPEST = 2;
    // Links that only turn a list's pages.
    private static final int MOST_TURNS = 20;

    private final CareersPages pages;
    private final Site site;
    private final int most;
    private final Set<String> asked = new HashSet<>();
    private final Map<URI, Seen> read = new LinkedHashMap<>();
    private @Nullable FetchFailure trouble;

    /// @param most how many pages may be read, the first one aside
    CareersSite(CareersPages pages, Site site, int most) {
        this.pages = pages;
        this.site = site;
        this.most = most;
        asked.add(Site.withoutFragment(site.start()));
    }

    /// What is kept of a page.
    record Seen(
            List<JsonLdPage.Described> postings,
            @Nullable FetchFailure flaw,
            List<URI> links,
            List<URI> anchors,
            List<URI> next) {

        static Seen of(JsonLdPage page) {
            return new Seen(page.postings(), page.flaw(), page.links(), page.anchors(), page.next());
        }
    }

    /// @param start what was read of the first page already
    Uni<Listing> listing(Seen start, Sitemaps sitemaps) {
        read.put(site.start(), start);
        return sitemaps.of(site)
                .flatMap(found -> {
                    var named = Stream.concat(found.pages().stream(), start.links().stream()).toList();
                    return follow(named, DEEPEST)
                            .flatMap(done -> {
                                if (found.isWhole() && hasPostings()) {
                                    return Uni.createFrom().item(judged(true));
                                }
                                return turned(start, 0).flatMap(likely -> follow(likely, 0)).map(all -> judged(false));
                            });
                });
    }

    /// What a list leads to, from its first page to its last.
    private Uni<List<URI>> turned(Seen page, int turns) {
        var next = turns < MOST_TURNS ? page.next().stream().filter(this::isNew).findFirst() : Optional.<URI>empty();
        return next.isEmpty()
                ? Uni.createFrom().item(() -> likely(page))
                : read(next.get())
                        .flatMap(further -> turned(further, turns + 1))
                        .map(further -> Stream.concat(likely(page).stream(), further.stream()).toList());
    }

    /// Reads pages, and then those that pages without a posting lead to.
    private Uni<Void> follow(Collection<URI> addresses, int depth) {
        var due = addresses.stream().filter(site::holds).filter(this::isNew).toList();
        if (due.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(this::read)
                .merge(AT_ONCE)
                .collect()
                .asList()
                .flatMap(all ->
                        depth == DEEPEST
                                ? Uni.createFrom().voidItem()
                                : follow(
                                        all.stream()
                                                .filter(page -> page.postings().isEmpty())
                                                .flatMap(page -> likely(page).stream())
                                                .toList(),
                                        depth + 1));
    }

    private List<URI> likely(Seen page) {
        return Stream.concat(page.links().stream(), page.anchors().stream().filter(site::mayBePosting)).toList();
    }

    private synchronized boolean isNew(URI address) {
        if (asked.size() > most) {
            trouble = new FetchFailure(FetchFailure.Code.INCOMPLETE_PAGES, "The site has more pages than are read.");
            return false;
        }
        return asked.add(Site.withoutFragment(address));
    }

    private Uni<Seen> read(URI address) {
        return pages.read(address, Seen::of)
                .onItem()
                .invoke(page -> note(address, page))
                .onFailure(FetchException.class)
                .recoverWithItem(failure -> missing(FetchException.of(failure)));
    }

    private synchronized void note(URI address, Seen page) {
        read.put(address, page);
        trouble = page.flaw() == null ? trouble : page.flaw();
    }

    /// A page that is gone is none of the postings; one that could not be had may be.
    private synchronized Seen missing(FetchFailure why) {
        if (why.code() != FetchFailure.Code.UNKNOWN_BOARD && why.code() != FetchFailure.Code.NOT_A_PAGE) {
            trouble =
                    new FetchFailure(
                            FetchFailure.Code.INCOMPLETE_PAGES,
                            "A page of the site could not be had: " + why.message());
        }
        return new Seen(List.of(), null, List.of(), List.of(), List.of());
    }

    private synchronized boolean hasPostings() {
        return read.values().stream().anyMatch(page -> !page.postings().isEmpty());
    }

    private synchronized Listing judged(boolean bySitemap) {
        // Pages of one posting first: others show postings in passing, and less of them.
        var postings =
                read.values().stream()
                        .map(Seen::postings)
                        .sorted((one, other) -> Integer.compare(one.size(), other.size()))
                        .flatMap(List::stream)
                        .toList();
        var rows = JsonLdPage.rows(postings);
        if (trouble != null) {
            return rows.partial(trouble.code(), trouble.message());
        }
        if (!bySitemap) {
            return rows.partial(
                    FetchFailure.Code.NOT_LISTED,
                    postings.isEmpty()
                            ? "Neither the page nor any that it leads to describes a posting."
                            : "The site has no sitemap of its postings, so that there may be more than its links lead to.");
        }
        var mute = mute();
        return mute == 0
                ? rows.judge(OptionalLong.empty())
                : rows.partial(
                        FetchFailure.Code.NOT_LISTED,
                        "%d pages beside those of postings describe none at the moment.".formatted(mute));
    }

    /// How many pages describe no posting and lie where those of postings do: some sites leave the description out now
    /// and then.
    private long mute() {
        var shelves = new HashSet<String>();
        read.forEach((address, page) -> {
            if (page.postings().size() == 1) {
                shelves.add(shelf(address));
            }
        });
        return read.entrySet().stream()
                .filter(page -> page.getValue().postings().isEmpty() && shelves.contains(shelf(page.getKey())))
                .count();
    }

    /// The path up to its last part.
    private static String shelf(URI address) {
        var path = String.valueOf(address.getRawPath()).replaceFirst("/$", "");
        return address.getHost() + path.substring(0, path.lastIndexOf('/') + 1);
    }
}
