package dev.tandem.jobs.listing;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The salary that a provider gives in figures, exactly as it gives them. At least one bound is there.
///
/// @param currency ISO 4217 in upper case, null where the provider names none
/// @param period null where the provider names none
public record Salary(
        @Nullable BigDecimal min, @Nullable BigDecimal max, @Nullable String currency, @Nullable SalaryPeriod period) {

    private static final int MOST_DIGITS = 20;

    public Salary {
        if (min == null && max == null) {
            throw new IllegalArgumentException("A salary has at least one bound.");
        }
    }

    /// @return null when there is no figure, or only the zero that forms send when nobody filled them in
    public static @Nullable Salary of(
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable String currency,
            @Nullable SalaryPeriod period) {
        var lower = plausible(min);
        var upper = plausible(max);
        if (isNothing(lower) && isNothing(upper)) {
            return null;
        }
        var code = currency == null ? null : currency.strip().toUpperCase(Locale.ROOT);
        return new Salary(
                lower, isNothing(upper) ? null : upper, code != null && code.matches("[A-Z]{3}") ? code : null, period);
    }

    /// Figures such as 1E999999999 are no salary, and make whoever writes them out run out of memory.
    private static @Nullable BigDecimal plausible(@Nullable BigDecimal figure) {
        return figure == null || figure.precision() > MOST_DIGITS || Math.abs(figure.scale()) > MOST_DIGITS
                ? null
                : figure;
    }

    private static boolean isNothing(@Nullable BigDecimal figure) {
        return figure == null || figure.signum() == 0;
    }
}
