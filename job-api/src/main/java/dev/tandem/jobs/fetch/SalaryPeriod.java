package dev.tandem.jobs.fetch;

/// What a salary's figures are for.
public enum SalaryPeriod {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR,
    /// A single payment.
    ONCE
}
