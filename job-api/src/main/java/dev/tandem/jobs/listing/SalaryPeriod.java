package dev.tandem.jobs.listing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a salary's figures are for.
public enum SalaryPeriod {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR,
    /// A single payment.
    ONCE;

    /// What a provider's word means, such as `1 YEAR`, `per-hour-wage`, `annually` or the UN code `ANN`; null when it
    /// is none of these.
    public static @Nullable SalaryPeriod of(@Nullable String word) {
        var text = word == null ? "" : word.toLowerCase(Locale.ROOT);
        if (text.contains("hour") || text.equals("hur")) {
            return HOUR;
        }
        if (text.contains("year") || text.contains("annu") || text.equals("ann") || text.equals("p1y")) {
            return YEAR;
        }
        if (text.contains("month") || text.equals("mon") || text.equals("p1m")) {
            return MONTH;
        }
        if (text.contains("week") || text.equals("wee") || text.equals("p1w")) {
            return WEEK;
        }
        if (text.contains("day") || text.contains("daily") || text.equals("p1d")) {
            return DAY;
        }
        return text.contains("time") || text.contains("once") ? ONCE : null;
    }
}
