package dev.tandem.jobs.fetch;

import java.math.BigDecimal;
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
}
