package dev.tandem.jobs.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.HtmlText;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Mojibake;
import dev.tandem.jobs.listing.PostingDate;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// One posting of a page, read from its JSON-LD and, where it is the only one, from what the page says of itself.
///
/// @param address where the page came from
/// @param alone whether the page describes no other posting, so that what it says of itself is said of this one
/// @param now later dates are not believed
record JsonLdPosting(JsonLd json, Document page, URI address, boolean alone, Instant now) {

    private static final int LONGEST_TITLE = 500;

    // What tells one visit from another, and not one posting.
    private static final Pattern OF_A_VISIT =
            Pattern.compile(
                    "(?i);jsessionid=[^?#]*|(?<=[?&])(jsessionid|phpsessid|sid|session_?id|utm_\\w+|gclid|fbclid)=[^&#]*&?");

    /// @return null when the posting has no title
    JsonLdPage.@Nullable Described read(JsonNode node) {
        var company = company(node);
        var title = title(node, company);
        if (title == null) {
            return null;
        }
        var html = description(node);
        var url = url(node);
        var telecommute = "TELECOMMUTE".equalsIgnoreCase(json.text(node, "jobLocationType"));
        var locations = new JsonLdPlaces(json, page).of(node, alone);
        var posting =
                new ListedPosting(
                        id(node, title, url),
                        identifier(node),
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
                        url == null ? ownAddress() : url,
                        null);
        return new JsonLdPage.Described(posting, url != null || alone && page.select(JsonLdPage.NEXT).isEmpty());
    }

    private @Nullable String title(JsonNode node, @Nullable String company) {
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
        var html = HtmlText.unescaped(text == null ? null : Mojibake.repaired(text));
        return html == null || HtmlText.hasTags(html) ? html : HtmlText.ofPlain(html);
    }

    private @Nullable URI url(JsonNode node) {
        return Optional.ofNullable(json.text(node, "url"))
                .or(() -> Optional.ofNullable(Fields.text(json.get(node, "mainEntityOfPage"))))
                .or(() -> Optional.ofNullable(Fields.text(json.get(node, "@id"))))
                .map(reference -> JsonLdPage.absolute(page, address, reference))
                .orElse(null);
    }

    /// The address that the page calls its own.
    private URI ownAddress() {
        var own = alone ? Fields.web(page.select("link[rel=canonical]").attr("abs:href")) : null;
        return own == null ? address : own;
    }

    private static String withoutVisit(URI address) {
        return OF_A_VISIT.matcher(address.toString()).replaceAll("").replaceAll("[?&]$", "");
    }

    private @Nullable String identifier(JsonNode node) {
        var identifier = json.get(node, "identifier");
        return identifier.isObject() ? json.text(identifier, "value", "@id", "propertyID") : json.textOf(identifier);
    }

    /// The identifier that the page gives; else its address; else, on a page of many, what tells it from the others.
    private String id(JsonNode node, String title, @Nullable URI url) {
        var named = identifier(node);
        if (named != null) {
            return named;
        }
        if (url != null) {
            return withoutVisit(url);
        }
        return alone
                ? withoutVisit(ownAddress())
                : address + "#" + title.toLowerCase(Locale.ROOT).replaceAll("\\W+", "-");
    }
}
