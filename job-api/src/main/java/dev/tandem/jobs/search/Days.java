package dev.tandem.jobs.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How many postings a tenant has of each day, by which the search knows how far back it must look for enough of them.
///
/// @param days since 1970, the newest first
/// @param postings as many as days
record Days(String tenant, List<Integer> days, List<Integer> postings) {

    private static final int MOST_WORDS = 40;
    private static final int SPAN_BITS = 5;
    private static final long DAY_SECONDS = 86_400;

    long total() {
        return postings.stream().mapToLong(Integer::longValue).sum();
    }

    /// Those that are not newer than this one.
    Days until(@Nullable Instant newest) {
        if (newest == null) {
            return this;
        }
        var day = day(newest);
        var from = (int) days.stream().filter(each -> each > day).count();
        return new Days(tenant, days.subList(from, days.size()), postings.subList(from, postings.size()));
    }

    /// The query that finds the newest postings and at least this many of them, or all.
    Reach newest(long count) {
        var sum = 0L;
        for (var i = 0; i < days.size(); i++) {
            sum += postings.get(i);
            if (sum >= count) {
                return since(days.get(i), sum);
            }
        }
        return all();
    }

    /// The query that finds the postings since that one.
    Reach since(Instant oldest) {
        return since(day(oldest), 0);
    }

    Reach all() {
        return new Reach(List.of("t/" + tenant), total(), true);
    }

    /// All postings of a tenant, whatever days they are of.
    static Reach everything(String tenant) {
        return new Days(tenant, List.of(), List.of()).all();
    }

    /// Whole spans where the days are too many: each word of a query costs something for each posting.
    private Reach since(int first, long postings) {
        var words = new ArrayList<String>();
        var last = days.isEmpty() ? first : days.getFirst();
        if (last - first < MOST_WORDS) {
            IntStream.rangeClosed(first, last).forEach(day -> words.add("d/" + day + "/" + tenant));
        } else {
            IntStream.rangeClosed(first >> SPAN_BITS, last >> SPAN_BITS)
                    .forEach(span -> words.add("m/" + span + "/" + tenant));
        }
        return words.size() > MOST_WORDS ? all() : new Reach(words, postings, false);
    }

    private static int day(Instant moment) {
        return (int) Math.floorDiv(moment.getEpochSecond(), DAY_SECONDS);
    }

    /// How far back a search looks.
    ///
    /// @param words of the index, one of which a posting must hold, without the sign that they begin with
    /// @param postings how many there are within it, about
    /// @param whole whether nothing older is left out
    record Reach(List<String> words, long postings, boolean whole) {

        Reach {
            words = List.copyOf(words);
        }

        /// In PostgreSQL's language for queries.
        ///
        /// @param shown whether only those are looked for that are neither archived nor hidden by the installation's
        ///   filter, which have words in capital letters beside the others
        String query(boolean shown) {
            return words.stream()
                    .map(word ->
                            "@" + (shown ? Character.toUpperCase(word.charAt(0)) : word.charAt(0)) + word.substring(1))
                    .map(Terms::quoted)
                    .collect(Collectors.joining("|"));
        }
    }
}
