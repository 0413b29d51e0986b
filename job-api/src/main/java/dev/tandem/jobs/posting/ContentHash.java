package dev.tandem.jobs.posting;

import com.dynatrace.hash4j.hashing.HashFunnel;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.tandem.jobs.listing.ListedPosting;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Tells whether a posting may have changed, by the XXH3 of what the provider says of it: its HTML as it comes, so that
/// what has not changed need not be read. The provider's own time of change is left out, because some raise it for all
/// postings at once.
final class ContentHash {

    private static final HashFunnel<Object> TEXT = (value, sink) -> sink.putString(value.toString());

    private ContentHash() {}

    /// In hexadecimal.
    static String of(ListedPosting posting) {
        var salary = posting.salary();
        var hash =
                Hashing.xxh3_128()
                        .hashStream()
                        .putNullable(posting.title(), TEXT)
                        .putNullable(posting.company(), TEXT)
                        .putOrderedIterable(posting.departments(), TEXT)
                        .putOrderedIterable(posting.locations(), TEXT)
                        .putNullable(posting.workplace(), TEXT)
                        .putNullable(posting.employmentType(), TEXT)
                        .putNullable(posting.seniority(), TEXT)
                        .putNullable(posting.requisition(), TEXT)
                        .putNullable(salary == null ? null : plain(salary.min()), TEXT)
                        .putNullable(salary == null ? null : plain(salary.max()), TEXT)
                        .putNullable(salary == null ? null : salary.currency(), TEXT)
                        .putNullable(salary == null ? null : salary.period(), TEXT)
                        .putNullable(isRelative(posting) ? null : posting.postedAt(), TEXT)
                        .putNullable(posting.description().raw(), TEXT)
                        .putNullable(posting.url(), TEXT)
                        .putNullable(posting.applyUrl(), TEXT)
                        .get();
        return HexFormat.of().formatHex(hash.toByteArray());
    }

    /// Lists that say "3 days ago" say the same thing in other words each day, and mean another day around midnight.
    private static boolean isRelative(ListedPosting posting) {
        var posted = posting.postedAt();
        return posted != null
                && posting.description().isLeftOut()
                && posted.equals(posted.truncatedTo(ChronoUnit.DAYS));
    }

    /// 100000 and 100000.00 are the same salary.
    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.stripTrailingZeros().toPlainString();
    }
}
