package dev.tandem.jobs.posting;

import dev.tandem.jobs.listing.PostingLocation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One of the columns that come out of a listing, which PostgreSQL reads from text. A value that PostgreSQL can't hold
/// is the provider's nonsense and must not cost the board its other postings, so it is left out.
///
/// @param name as in the table
/// @param type PostgreSQL's
record PostingColumn(String name, String type, Function<IncomingPosting, @Nullable String> value) {

    static final List<PostingColumn> ALL =
            List.of(
                    new PostingColumn("external_id", "text", row -> clean(row.posting().externalId())),
                    new PostingColumn("requisition", "text", row -> clean(row.posting().requisition())),
                    new PostingColumn("title", "text", row -> clean(row.posting().title())),
                    new PostingColumn("company", "text", row -> clean(row.company())),
                    new PostingColumn("departments", "jsonb", row -> texts(row.posting().departments())),
                    new PostingColumn("locations", "jsonb", row -> locations(row.posting().locations())),
                    new PostingColumn("workplace", "text", row -> name(row.posting().workplace())),
                    new PostingColumn("employment_type", "text", row -> name(row.posting().employmentType())),
                    new PostingColumn("seniority", "text", row -> name(row.posting().seniority())),
                    new PostingColumn(
                            "salary_min",
                            "numeric",
                            row -> row.posting().salary() == null ? null : amount(row.posting().salary().min())),
                    new PostingColumn(
                            "salary_max",
                            "numeric",
                            row -> row.posting().salary() == null ? null : amount(row.posting().salary().max())),
                    new PostingColumn(
                            "salary_currency",
                            "text",
                            row -> row.posting().salary() == null ? null : clean(row.posting().salary().currency())),
                    new PostingColumn(
                            "salary_period",
                            "text",
                            row -> row.posting().salary() == null ? null : name(row.posting().salary().period())),
                    new PostingColumn("posted_at", "timestamptz", row -> time(row.posting().postedAt())),
                    new PostingColumn("updated_at", "timestamptz", row -> time(row.posting().updatedAt())),
                    new PostingColumn("description_text", "text", row -> clean(row.posting().descriptionText())),
                    new PostingColumn("description_html", "text", row -> clean(row.posting().descriptionHtml())),
                    new PostingColumn("url", "text", row -> clean(row.posting().url().toString())),
                    new PostingColumn(
                            "apply_url",
                            "text",
                            row ->
                                    row.posting().applyUrl() == null
                                            ? null
                                            : clean(row.posting().applyUrl().toString())),
                    new PostingColumn("content_hash", "bytea", row -> "\\x" + row.hash()),
                    new PostingColumn("filtered", "boolean", row -> String.valueOf(row.filtered())),
                    new PostingColumn("score", "integer", row -> String.valueOf(row.score())),
                    new PostingColumn("match_reasons", "jsonb", row -> texts(row.reasons())));

    private static final Set<String> NOT_CONTENT =
            Set.of("external_id", "updated_at", "content_hash", "filtered", "score", "match_reasons");

    /// What details don't change, so that list and details never take turns in it.
    static final Set<String> OF_THE_LIST = Set.of("title", "url");

    /// Those that a person sees, and whose change is a change of the posting. The provider's own time of change is
    /// none, because some raise it for all postings at once.
    static final List<PostingColumn> CONTENT =
            ALL.stream().filter(column -> !NOT_CONTENT.contains(column.name())).toList();

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int MOST_DIGITS = 30;

    @Nullable String[] values(List<IncomingPosting> rows) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    /// PostgreSQL's text holds every character but NUL.
    static @Nullable String clean(@Nullable String text) {
        return text == null ? null : text.replace("\0", "");
    }

    static String texts(List<String> texts) {
        return new JsonArray(texts.stream().map(PostingColumn::clean).toList()).encode();
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null || instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant.toString();
    }

    private static @Nullable String amount(@Nullable BigDecimal amount) {
        return amount == null || Math.abs(amount.precision() - (long) amount.scale()) > MOST_DIGITS
                ? null
                : amount.toPlainString();
    }

    private static String locations(List<PostingLocation> locations) {
        var array = new JsonArray();
        for (var location : locations) {
            array.add(
                    new JsonObject()
                            .put("name", clean(location.name()))
                            .put("city", clean(location.city()))
                            .put("region", clean(location.region()))
                            .put("countryCode", clean(location.countryCode())));
        }
        return array.encode();
    }
}
