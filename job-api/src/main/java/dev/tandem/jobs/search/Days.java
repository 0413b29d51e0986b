package dev.tandem.jobs.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How many postings a tenant has of each day, by which the search knows how far back it must look for enough of them.
///
/// @param shown whether only those count that are neither archived nor hidden by the installation's filter
/// @param days since 1970, the newest first
/// @param postings as many as days
/// @param stored how many postings there are of all tenants, about; 0 when nobody knows
record Days(String tenant, boolean shown, List<Integer> days, List<Integer> postings, long stored) {

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
        return new Days(
                tenant, shown, days.subList(from, days.size()), postings.subList(from, postings.size()), stored);
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
        return new Reach(quoted("t", tenant), total(), true, total() * 2 > stored && stored > 0);
    }

    /// All postings of a tenant, whatever days they are of.
    ///
    /// @param shown whether only those that are neither archived nor hidden by the installation's filter
    static Reach everything(String tenant, boolean shown) {
        return new Days(tenant, shown, List.of(), List.of(), 0).all();
    }

    /// Whole spans where the days are too many: each word of a query costs something for each posting.
    private Reach since(int first, long postings) {
        var words = new ArrayList<String>();
        var last = days.isEmpty() ? first : days.getFirst();
        if (last - first < MOST_WORDS) {
            IntStream.rangeClosed(first, last).forEach(day -> words.add(quoted("d", day + "/" + tenant)));
        } else {
            IntStream.rangeClosed(first >> SPAN_BITS, last >> SPAN_BITS)
                    .forEach(span -> words.add(quoted("m", span + "/" + tenant)));
        }
        return words.size() > MOST_WORDS ? all() : new Reach(String.join("|", words), postings, false, false);
    }

    private static int day(Instant moment) {
        return (int) Math.floorDiv(moment.getEpochSecond(), DAY_SECONDS);
    }

    /// What is shown has a word in capital letters beside the other.
    private String quoted(String letter, String value) {
        return Terms.quoted("@" + (shown ? letter.toUpperCase(Locale.ROOT) : letter) + "/" + value);
    }

    /// How far back a search looks.
    ///
    /// @param query in PostgreSQL's language for queries
    /// @param postings how many there are within it, about
    /// @param whole whether nothing older is left out
    /// @param most whether that is most of what is stored, of which the index is read faster without that query
    record Reach(String query, long postings, boolean whole, boolean most) {}
}
