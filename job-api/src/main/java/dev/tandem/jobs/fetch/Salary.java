package dev.tandem.jobs.fetch;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The salary that a provider gives in figures, exactly as it gives them. At least one bound is there.
///
/// @param currency ISO 4217 in upper case, null where the provider names none
/// @param period null where the provider names none
public record Salary(
        @Nullable BigDecimal min, @Nullable BigDecimal max, @Nullable String currency, @Nullable SalaryPeriod period) {

    public Salary {
        if (min == null && max == null) {
            throw new IllegalArgumentException("A salary has at least one bound.");
        }
    }

    /// @return null when there is no figure, or only the zero that forms send when nobody filled them in
    static @Nullable Salary of(
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable String currency,
            @Nullable SalaryPeriod period) {
        var lower = isZero(min) ? null : min;
        var upper = isZero(max) ? null : max;
        if (lower == null && upper == null) {
            return null;
        }
        // A lower bound of nothing is still said where there is an upper one.
        var code = currency == null ? null : currency.strip().toUpperCase(Locale.ROOT);
        return new Salary(
                upper == null ? lower : min, upper, code != null && code.matches("[A-Z]{3}") ? code : null, period);
    }

    private static boolean isZero(@Nullable BigDecimal figure) {
        return figure != null && figure.signum() == 0;
    }
}
