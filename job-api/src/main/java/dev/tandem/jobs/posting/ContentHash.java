package dev.tandem.jobs.posting;

import dev.tandem.jobs.listing.ListedPosting;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells whether a posting may have changed, by the SHA-256 of what the provider says of it: its HTML as it comes, so
/// that what has not changed need not be read. The provider's own time of change is left out, because some raise it for
/// all postings at once.
final class ContentHash {

    private final MessageDigest digest;

    private ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    /// In hexadecimal.
    static String of(ListedPosting posting) {
        var hash = new ContentHash();
        hash.add(posting.title());
        hash.add(posting.company());
        hash.addAll(posting.departments());
        hash.addAll(posting.locations());
        hash.add(posting.workplace());
        hash.add(posting.employmentType());
        hash.add(posting.seniority());
        hash.add(posting.requisition());
        var salary = posting.salary();
        hash.add(salary == null ? null : plain(salary.min()));
        hash.add(salary == null ? null : plain(salary.max()));
        hash.add(salary == null ? null : salary.currency());
        hash.add(salary == null ? null : salary.period());
        hash.add(isRelative(posting) ? null : posting.postedAt());
        hash.add(posting.description().raw());
        hash.add(posting.url());
        hash.add(posting.applyUrl());
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    /// Lists that say "3 days ago" say the same thing in other words each day, and mean another day around midnight.
    private static boolean isRelative(ListedPosting posting) {
        var posted = posting.postedAt();
        return posted != null
                && posting.description().isLeftOut()
                && posted.equals(posted.truncatedTo(ChronoUnit.DAYS));
    }

    private void addAll(List<?> values) {
        add(values.size());
        values.forEach(this::add);
    }

    /// Each value goes in behind its length, so that no two different sequences of values look the same.
    private void add(@Nullable Object value) {
        if (value == null) {
            digest.update(new byte[] {-1, -1, -1, -1});
            return;
        }
        var bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        for (var shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }

    /// 100000 and 100000.00 are the same salary.
    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.stripTrailingZeros().toPlainString();
    }
}
