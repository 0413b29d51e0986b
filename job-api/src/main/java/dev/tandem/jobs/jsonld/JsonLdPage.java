package dev.tandem.jobs.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.fetch.ListingRows;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.listing.HtmlText;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.listing.PostingDate;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// The job postings that one page describes in JSON-LD.
final class JsonLdPage {

    private static final int LONGEST_TITLE = 500;

    private final Document page;
    private final URI address;
    private final boolean brokeOff;
    private final Instant now;
    private final JsonLdGraph graph;
    private final int lostBlocks;
    private final JsonLd json;

    /// @param address where the page came from
    /// @param brokeOff whether its source has no end
    JsonLdPage(Document page, URI address, boolean brokeOff, Instant now) {
        var blocks = JsonLdBlocks.of(page);
        this.page = page;
        this.address = address;
        this.brokeOff = brokeOff;
        this.now = now;
        this.graph = JsonLdGraph.of(blocks.values());
        this.lostBlocks = blocks.lost();
        this.json = graph.reader();
    }

    /// Complete only when the page describes postings and nothing on it speaks of more.
    Listing listing() {
        Map<String, ListedPosting> byId = new LinkedHashMap<>();
        int incomplete = 0;
        for (var node : graph.postings()) {
            var posting = read(node);
            if (posting == null) {
                incomplete++;
            } else {
                add(byId, posting);
            }
        }
        var rows = new ListingRows();
        byId.values().forEach(rows::add);
        var why = whyNotAll(incomplete);
        return why == null ? rows.judge(OptionalLong.empty()) : new Listing.Partial(rows.postings(), why);
    }

    private @Nullable FetchFailure whyNotAll(int incomplete) {
        if (lostBlocks > 0) {
            return new FetchFailure(
                    FetchFailure.Code.MALFORMED, "A part of the page that describes postings can't be read.");
        }
        if (incomplete > 0) {
            return new FetchFailure(
                    FetchFailure.Code.INCOMPLETE_ROWS, "%d postings of the page have no title.".formatted(incomplete));
        }
        if (graph.postings().isEmpty()) {
            return new FetchFailure(FetchFailure.Code.NOT_LISTED, "The page describes no posting in JSON-LD.");
        }
        if (graph.linked() > 0 || !page.select("link[rel=next], a[rel=next]").isEmpty()) {
            return new FetchFailure(
                    FetchFailure.Code.NOT_LISTED, "The page links to further postings, which were not read.");
        }
        if (brokeOff) {
            return new FetchFailure(FetchFailure.Code.MALFORMED, "The page breaks off.");
        }
        return null;
    }

    /// Two postings that share an identifier, as those of one requisition in two cities may, are told apart by their
    /// address.
    private static void add(Map<String, ListedPosting> byId, ListedPosting posting) {
        var other = byId.putIfAbsent(posting.externalId(), posting);
        if (other != null && !other.url().equals(posting.url())) {
            var url = posting.url().toString();
            byId.putIfAbsent(url, posting.withExternalId(url));
        }
    }

    private @Nullable ListedPosting read(JsonNode node) {
        var alone = graph.postings().size() == 1;
        var company = company(node);
        var title = title(node, alone ? company : null, alone);
        if (title == null) {
            return null;
        }
        var html = description(node);
        var url = url(node);
        var telecommute = "TELECOMMUTE".equalsIgnoreCase(json.text(node, "jobLocationType"));
        var locations = new JsonLdPlaces(json, page).of(node, alone);
        return new ListedPosting(
                id(node, title, url, alone),
                null,
                title,
                company,
                Fields.present(json.text(node, "employmentUnit", "department")),
                locations,
                new Terms(
                        telecommute
                                ? Workplace.REMOTE
                                : Workplace.of(json.text(node, "jobLocationType", "jobLocation")),
                        employmentType(node),
                        Seniority.of(null, title),
                        new JsonLdSalary(json).of(node)),
                PostingDate.read(json.text(node, "datePosted"), now),
                PostingDate.read(json.text(node, "dateModified"), now),
                Description.ofHtml(html),
                url == null ? address : url,
                null);
    }

    private @Nullable String title(JsonNode node, @Nullable String company, boolean alone) {
        var own = json.text(node, "title", "name");
        if (own != null || !alone) {
            return own;
        }
        var shared = page.select("meta[property=og:title]").attr("content").strip();
        var bare =
                company == null || shared.length() > LONGEST_TITLE
                        ? shared
                        : shared.replace(company, "").replaceAll("(?i)(\\s+at)?[\\s|–—-]*$", "");
        return bare.isBlank() ? null : bare.strip();
    }

    private @Nullable String company(JsonNode node) {
        var name = json.text(node, "hiringOrganization");
        return name == null || name.equalsIgnoreCase("confidential") ? null : name;
    }

    private @Nullable EmploymentType employmentType(JsonNode node) {
        return json.all(node, "employmentType")
                .map(json::textOf)
                .filter(Objects::nonNull)
                .map(type -> EmploymentType.of(JsonLd.localName(type)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String description(JsonNode node) {
        var text = json.all(node, "description").map(Fields::text).filter(Objects::nonNull).findFirst().orElse(null);
        var html = HtmlText.unescaped(text);
        return html == null || HtmlText.hasTags(html) ? html : HtmlText.ofPlain(html);
    }

    private @Nullable URI url(JsonNode node) {
        return Optional.ofNullable(json.text(node, "url"))
                .or(() -> Optional.ofNullable(Fields.text(json.get(node, "mainEntityOfPage"))))
                .or(() -> Optional.ofNullable(Fields.text(json.get(node, "@id"))))
                .map(this::absolute)
                .orElse(null);
    }

    private @Nullable URI absolute(String reference) {
        try {
            var base = URI.create(page.baseUri().isEmpty() ? address.toString() : page.baseUri());
            return Fields.web(base.resolve(reference.replace(" ", "%20")).toString());
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /// The address that the page calls its own, without the parameters of one visit.
    private String canonical() {
        var own = Fields.web(page.select("link[rel=canonical]").attr("abs:href"));
        return own == null ? address.toString() : own.toString();
    }

    /// The identifier that the page gives; else its address; else, on a page of many, what tells it from the others.
    private String id(JsonNode node, String title, @Nullable URI url, boolean alone) {
        var identifier = json.get(node, "identifier");
        var named =
                identifier.isObject() ? json.text(identifier, "value", "@id", "propertyID") : json.textOf(identifier);
        if (named != null) {
            return named;
        }
        if (url != null) {
            return url.toString();
        }
        return alone ? canonical() : address + "#" + title.toLowerCase(Locale.ROOT).replaceAll("\\W+", "-");
    }
}
