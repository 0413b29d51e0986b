package dev.tandem.jobs.jsonld;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.fetch.ListingRows;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// The job postings that one page describes: in JSON-LD, or else in microdata or RDFa.
final class JsonLdPage {

    static final String NEXT = "link[rel=next], a[rel=next]";

    private final Document page;
    private final URI address;
    private final boolean brokeOff;
    private final JsonLdGraph graph;
    private final List<Described> postings = new ArrayList<>();
    private final @Nullable FetchFailure flaw;

    /// @param address where the page came from
    /// @param brokeOff whether its source has no end
    JsonLdPage(Document page, URI address, boolean brokeOff, Instant now) {
        var blocks = JsonLdBlocks.of(page);
        this.page = page;
        this.address = address;
        this.brokeOff = brokeOff;
        this.graph = graph(page, blocks);
        var reader = new JsonLdPosting(graph.reader(), page, address, graph.postings().size() == 1, now);
        graph.postings().stream().map(reader::read).filter(Objects::nonNull).forEach(postings::add);
        this.flaw = flaw(blocks.lost(), graph.postings().size() - postings.size());
    }

    /// What a page says twice, in JSON-LD and in its elements, counts once.
    private static JsonLdGraph graph(Document page, JsonLdBlocks blocks) {
        var graph = JsonLdGraph.of(blocks.values());
        if (!graph.postings().isEmpty()) {
            return graph;
        }
        List<JsonNode> markedUp = MarkedUp.of(page);
        var inElements = JsonLdGraph.of(markedUp);
        return inElements.postings().isEmpty() && !graph.isEmpty() ? graph : inElements;
    }

    private static @Nullable FetchFailure flaw(int lostBlocks, int incomplete) {
        if (lostBlocks > 0) {
            return new FetchFailure(
                    FetchFailure.Code.MALFORMED, "A part of the page that describes postings can't be read.");
        }
        return incomplete == 0
                ? null
                : new FetchFailure(
                        FetchFailure.Code.INCOMPLETE_ROWS,
                        "%d postings of the page have no title.".formatted(incomplete));
    }

    URI address() {
        return address;
    }

    /// @param isAtHome whether the posting's address is its own, and not only that of a page which shows it
    record Described(ListedPosting posting, boolean isAtHome) {}

    List<Described> postings() {
        return List.copyOf(postings);
    }

    /// What is wrong with the description of its postings; null for nothing.
    @Nullable FetchFailure flaw() {
        return flaw;
    }

    /// Where its lists lead.
    List<URI> links() {
        return graph.links().stream().map(link -> absolute(page, address, link)).filter(Objects::nonNull).toList();
    }

    /// Where its anchors lead.
    List<URI> anchors() {
        return addresses(page.select("a[href]").stream().map(anchor -> anchor.attr("href")));
    }

    /// Where it goes on.
    List<URI> next() {
        return addresses(page.select(NEXT).stream().map(link -> link.attr("href")));
    }

    private List<URI> addresses(Stream<String> references) {
        return references
                .map(reference -> absolute(page, address, reference.strip()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /// Complete only when the page describes postings and nothing on it speaks of more.
    Listing listing() {
        var why = whyNotAll();
        var rows = rows(postings);
        return why == null ? rows.judge(OptionalLong.empty()) : rows.partial(why.code(), why.message());
    }

    private @Nullable FetchFailure whyNotAll() {
        if (flaw != null) {
            return flaw;
        }
        if (postings.isEmpty()) {
            return new FetchFailure(FetchFailure.Code.NOT_LISTED, "The page describes no posting in JSON-LD.");
        }
        if (!graph.links().isEmpty() || !page.select(NEXT).isEmpty()) {
            return new FetchFailure(
                    FetchFailure.Code.NOT_LISTED, "The page links to further postings, which were not read.");
        }
        return brokeOff ? new FetchFailure(FetchFailure.Code.MALFORMED, "The page breaks off.") : null;
    }

    /// Postings of one identifier at several addresses, as those of one requisition in two cities may be, are told
    /// apart by their addresses: all of them, so that none changes its id when another closes.
    static ListingRows rows(List<Described> postings) {
        var addresses =
                postings.stream()
                        .filter(Described::isAtHome)
                        .map(Described::posting)
                        .collect(
                                groupingBy(
                                        ListedPosting::externalId, mapping(ListedPosting::url, toUnmodifiableSet())));
        var rows = new ListingRows();
        for (var described : postings) {
            var posting = described.posting();
            var isShared = addresses.getOrDefault(posting.externalId(), Set.of()).size() > 1;
            rows.add(isShared && described.isAtHome() ? posting.withExternalId(posting.url().toString()) : posting);
        }
        return rows;
    }

    static @Nullable URI absolute(Document page, URI address, String reference) {
        try {
            var base = URI.create(page.baseUri().isEmpty() ? address.toString() : page.baseUri());
            return Fields.web(base.resolve(reference.replace(" ", "%20")).toString());
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
