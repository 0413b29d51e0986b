package dev.tandem.jobs.search;

import dev.tandem.common.problem.Problem;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.posting.PostingStatus;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a caller looks for among the postings.
///
/// @param q what was typed, null for anything
/// @param statuses never empty
/// @param wanted of each facet the values of which a posting has one; facets that don't matter are left out
/// @param withFiltered whether to list what the installation's filter hides, too
/// @param filter a person's own filter that must match, null for none
/// @param after the last row of the page before, null for the first page
public record PostingQuery(
        @Nullable String q,
        Set<PostingStatus> statuses,
        Map<Facet, List<String>> wanted,
        boolean withFiltered,
        @Nullable UUID filter,
        Order order,
        @Nullable Place after) {

    private static final int LONGEST = 200;
    private static final int MOST_VALUES = 50;

    /// What comes first.
    public enum Order {
        RELEVANCE,
        NEWEST,
        SCORE
    }

    public PostingQuery {
        statuses = Set.copyOf(statuses);
        wanted = Map.copyOf(wanted);
    }

    /// @throws Problem naming the parameter that can't be read
    public static PostingQuery parse(SearchParameters from) {
        var q = words(from.q);
        var filter = from.filter == null || from.filter.isBlank() ? null : UUID.fromString(id("filter", from.filter));
        var order = order(from.order, q, filter);
        return new PostingQuery(
                q,
                statuses(from.status),
                wanted(from),
                Boolean.TRUE.equals(flag("filtered", from.filtered)),
                filter,
                order,
                Place.parse(from.cursor, order));
    }

    /// Whether nothing is wanted that is archived, or hidden by the installation's filter.
    boolean isForShown() {
        return !withFiltered && !statuses.contains(PostingStatus.ARCHIVED);
    }

    /// The same from its beginning.
    PostingQuery fromTheTop() {
        return new PostingQuery(q, statuses, wanted, withFiltered, filter, order, null);
    }

    private static @Nullable String words(@Nullable String q) {
        if (q == null || q.isBlank()) {
            return null;
        }
        if (q.length() > LONGEST) {
            throw Problem.invalid("q", "has at most %d characters.".formatted(LONGEST));
        }
        if (q.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw Problem.invalid("q", "holds no letter or digit to look for.");
        }
        return q.replace('\0', ' ').strip();
    }

    private static Order order(@Nullable String name, @Nullable String q, @Nullable UUID filter) {
        if (name == null || name.isBlank()) {
            return filter != null ? Order.SCORE : q != null ? Order.RELEVANCE : Order.NEWEST;
        }
        var order = constant("order", name, Order.class);
        if (order == Order.SCORE && filter == null || order == Order.RELEVANCE && q == null) {
            throw Problem.invalid("order", "SCORE needs a `filter`, and RELEVANCE a `q`.");
        }
        return order;
    }

    private static Set<PostingStatus> statuses(List<String> names) {
        var given =
                each("status", names).stream()
                        .map(name -> constant("status", name, PostingStatus.class))
                        .collect(Collectors.toSet());
        return given.isEmpty() ? EnumSet.complementOf(EnumSet.of(PostingStatus.ARCHIVED)) : given;
    }

    private static Map<Facet, List<String>> wanted(SearchParameters from) {
        var wanted = new EnumMap<Facet, List<String>>(Facet.class);
        wanted.put(Facet.SOURCE, each("source", from.source).stream().map(one -> id("source", one)).toList());
        // A company's name may hold a comma.
        wanted.put(Facet.COMPANY, from.company.stream().map(String::strip).filter(name -> !name.isEmpty()).toList());
        wanted.put(Facet.COUNTRY, upper("country", from.country));
        wanted.put(Facet.WORKPLACE, workplaces(from));
        wanted.put(Facet.EMPLOYMENT_TYPE, upper("employmentType", from.employmentType));
        wanted.put(Facet.SENIORITY, upper("seniority", from.seniority));
        wanted.values().removeIf(List::isEmpty);
        wanted.forEach((facet, values) -> {
            if (values.size() > MOST_VALUES) {
                throw Problem.invalid(facet.parameter(), "has at most %d values.".formatted(MOST_VALUES));
            }
        });
        return wanted;
    }

    private static List<String> workplaces(SearchParameters from) {
        var remote = flag("remote", from.remote);
        if (remote != null) {
            return remote
                    ? List.of(Workplace.REMOTE.name())
                    : List.of(Workplace.HYBRID.name(), Workplace.ON_SITE.name(), Facet.UNKNOWN);
        }
        return each("workplace", from.workplace).stream()
                .map(name -> constant("workplace", name, Workplace.class).name())
                .toList();
    }

    private static List<String> upper(String parameter, List<String> values) {
        return each(parameter, values).stream().map(value -> value.toUpperCase(Locale.ROOT)).toList();
    }

    /// Several may stand in one parameter, separated by commas, or in several.
    private static List<String> each(String parameter, List<String> values) {
        var each =
                values.stream()
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
        if (each.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw Problem.invalid(parameter, "holds a character that no text has.");
        }
        return each;
    }

    private static <E extends Enum<E>> E constant(String parameter, String name, Class<E> type) {
        try {
            return Enum.valueOf(type, name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
            throw Problem.invalid(parameter, "is one of %s.".formatted(names));
        }
    }

    private static String id(String parameter, String text) {
        try {
            return UUID.fromString(text.strip()).toString();
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalid(parameter, "is not the id of a %s.".formatted(parameter));
        }
    }

    private static @Nullable Boolean flag(String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.invalid(parameter, "is either true or false.");
        };
    }
}
