package dev.tandem.jobs.match;

import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The least that somebody wants to earn. Currencies are never converted: a rate of today would say something else
/// tomorrow about the same posting.
///
/// @param period of the amount; 2,080 hours, 260 days, 52 weeks or 12 months are a year
@RegisterForReflection
public record SalaryFloor(
        @NotNull(message = "is missing.")
                @Positive(message = "is more than 0.")
                @Digits(integer = 12, fraction = 2, message = "has at most 12 digits and 2 decimals.")
                @Nullable BigDecimal amount,
        @Schema(description = "ISO 4217; salaries in other currencies can't be compared.")
                @NotNull(message = "is missing.")
                @Pattern(regexp = "[A-Z]{3}", message = "is no code of a currency, such as EUR.")
                @Nullable String currency,
        @NotNull(message = "is missing.") @Nullable SalaryPeriod period) {

    /// How a salary stands to the floor.
    enum Reach {
        /// Its lower end is high enough.
        WHOLE,
        /// Only its upper end is.
        IN_PART,
        NOT
    }

    /// @return empty when the two can't be compared
    Optional<Reach> of(@Nullable Salary salary) {
        if (salary == null || salary.period() == null || amount == null || period == null) {
            return Optional.empty();
        }
        var floor = yearly(amount, period);
        if (floor.isEmpty()
                || yearly(BigDecimal.ONE, salary.period()).isEmpty()
                || !same(currency, salary.currency())) {
            return Optional.empty();
        }
        var lower = salary.min() == null ? salary.max() : salary.min();
        var upper = salary.max() == null ? salary.min() : salary.max();
        if (isAtLeast(lower, salary.period(), floor.get())) {
            return Optional.of(Reach.WHOLE);
        }
        return Optional.of(isAtLeast(upper, salary.period(), floor.get()) ? Reach.IN_PART : Reach.NOT);
    }

    private static boolean isAtLeast(@Nullable BigDecimal figure, SalaryPeriod period, BigDecimal floor) {
        return figure != null && yearly(figure, period).orElseThrow().compareTo(floor) >= 0;
    }

    /// Only multiplies, so that nothing is rounded.
    private static Optional<BigDecimal> yearly(BigDecimal figure, SalaryPeriod period) {
        var times =
                switch (period) {
                    case HOUR -> 2_080;
                    case DAY -> 260;
                    case WEEK -> 52;
                    case MONTH -> 12;
                    case YEAR -> 1;
                    case ONCE -> 0;
                };
        return times == 0 ? Optional.empty() : Optional.of(figure.multiply(BigDecimal.valueOf(times)));
    }

    private static boolean same(@Nullable String wanted, @Nullable String given) {
        return wanted != null && wanted.equals(given);
    }
}
