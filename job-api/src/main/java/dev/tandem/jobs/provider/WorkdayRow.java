package dev.tandem.jobs.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.jobs.fetch.Fields;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One row of a Workday listing.
final class WorkdayRow {

    private static final Pattern SEVERAL_PLACES = Pattern.compile("\\d+ Locations?");
    private static final Pattern DAYS_AGO = Pattern.compile("(?i)posted (\\d+) days? ago");
    private static final Pattern REQUISITION = Pattern.compile("[A-Za-z]*[-_]?\\d[\\w-]*");

    private WorkdayRow() {}

    /// @param site the careers site, without which the path leads nowhere
    /// @return null when the row has no path or title; the id is the whole path
    static @Nullable ListedPosting read(JsonNode row, URI site, Instant now) {
        var path = Fields.text(row, "externalPath");
        var title = Fields.line(row, "title");
        var url = path == null || !path.startsWith("/") ? null : Fields.web(site + path);
        if (path == null || title == null || url == null) {
            return null;
        }
        var places = Fields.line(row, "locationsText");
        var remote = Workplace.of(Fields.line(row, "remoteType"));
        return new ListedPosting(
                path,
                requisition(row, path),
                title,
                null,
                List.of(),
                locations(places),
                new Terms(
                        remote != null ? remote : Workplace.of(places),
                        EmploymentType.of(Fields.line(row, "timeType")),
                        Seniority.of(null, title),
                        null),
                posted(Fields.line(row, "postedOn"), now),
                null,
                Description.NONE,
                url,
                null);
    }

    /// The requisition at the end of a path such as `/job/Oslo/Cook_JR123-1`; the path itself where it has none.
    static String requisition(String path) {
        var tail = path.substring(path.lastIndexOf('_') + 1);
        return REQUISITION.matcher(tail).matches() ? tail : path;
    }

    /// The one of the bullets, whose order differs from tenant to tenant, that the path ends in: `JR123` of `JR123-1`,
    /// which is the same job on another site.
    private static @Nullable String requisition(JsonNode row, String path) {
        var tail = requisition(path);
        return Fields.each(row.path("bulletFields"))
                .map(Fields::text)
                .filter(Objects::nonNull)
                .filter(bullet -> tail.equals(bullet) || tail.matches(Pattern.quote(bullet) + "-\\d+"))
                .findFirst()
                .orElse(null);
    }

    /// "3 Locations" says how many places there are, but not which.
    private static List<PostingLocation> locations(@Nullable String text) {
        return text == null || SEVERAL_PLACES.matcher(text).matches() || Workplace.isOnly(text)
                ? List.of()
                : List.of(PostingLocation.ofText(text));
    }

    /// The start of the day that the words mean. "30+ Days Ago" means no day, and neither do other languages.
    private static @Nullable Instant posted(@Nullable String words, Instant now) {
        var today = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        if (words == null) {
            return null;
        }
        if (words.equalsIgnoreCase("Posted Today")) {
            return today.toInstant();
        }
        if (words.equalsIgnoreCase("Posted Yesterday")) {
            return today.minusDays(1).toInstant();
        }
        var days = DAYS_AGO.matcher(words);
        return days.matches() ? today.minusDays(Integer.parseInt(days.group(1))).toInstant() : null;
    }
}
