package dev.tandem.jobs.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.listing.Countries;
import dev.tandem.jobs.listing.PostingLocation;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/// Where a JSON-LD posting's work is done: places and addresses in all their shapes, and for remote work the countries
/// that one may live in.
record JsonLdPlaces(JsonLd json, Document page) {

    // Talent pages that describe their place to their own statistics only.
    private static final String PLACE_IN_META = "meta[name=gtm_tbcn_location], meta[name=dimension7]";

    /// @param alone whether the page describes no other posting, so that what it says of itself is said of this one
    List<PostingLocation> of(JsonNode posting, boolean alone) {
        var company = json.text(posting, "hiringOrganization");
        var places =
                json.all(posting, "jobLocation")
                        .map(this::place)
                        .filter(Objects::nonNull)
                        // A place that only has the company's name is where the company is, and nobody knows where.
                        .filter(place -> !place.name().equalsIgnoreCase(company))
                        .distinct()
                        .toList();
        if (!places.isEmpty()) {
            return places;
        }
        var applicants =
                json.all(posting, "applicantLocationRequirements")
                        .map(this::area)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        return applicants.isEmpty() && alone ? inMeta() : applicants;
    }

    private @Nullable PostingLocation place(JsonNode place) {
        if (!place.isObject()) {
            return ofText(json.textOf(place));
        }
        var address = json.get(place, "address");
        if (address.isObject() || json.is(place, "PostalAddress")) {
            var located = address(address.isObject() ? address : place);
            return located != null ? located : ofText(json.text(place, "name"));
        }
        var text = json.textOf(address);
        return ofText(text != null ? text : json.text(place, "name"));
    }

    private @Nullable PostingLocation address(JsonNode address) {
        var country = json.text(address, "addressCountry");
        var city = json.text(address, "addressLocality");
        var region = json.text(address, "addressRegion");
        if (city != null && region == null && country == null) {
            return PostingLocation.ofText(city);
        }
        var located = PostingLocation.ofAddress(null, city, region, country);
        return located != null ? located : ofText(json.text(address, "name", "streetAddress"));
    }

    private @Nullable PostingLocation area(JsonNode area) {
        var name = json.textOf(area);
        if (name == null) {
            return area.isObject() ? address(json.get(area, "address")) : null;
        }
        if (json.is(area, "State")) {
            return new PostingLocation(name, null, name, null);
        }
        return new PostingLocation(name, null, null, Countries.code(name));
    }

    private List<PostingLocation> inMeta() {
        return page.select(PLACE_IN_META).stream()
                .map(meta -> meta.attr("content").strip())
                .filter(place -> !place.isEmpty())
                .limit(1)
                .map(PostingLocation::ofText)
                .toList();
    }

    private static @Nullable PostingLocation ofText(@Nullable String text) {
        return text == null ? null : PostingLocation.ofText(text);
    }
}
