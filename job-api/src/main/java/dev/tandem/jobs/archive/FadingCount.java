package dev.tandem.jobs.archive;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How often something has happened, where what is long ago counts for less: half as much after each half-life.
///
/// @param count as it was at that instant
/// @param at when it happened last, null when it never has
public record FadingCount(double count, @Nullable Instant at) {

    public static final FadingCount NEVER = new FadingCount(0, null);

    /// What is left of the count now.
    public double at(Instant now, Duration halfLife) {
        if (at == null) {
            return 0;
        }
        var halvings = Duration.between(at, now).toMillis() / (double) halfLife.toMillis();
        return count * Math.pow(0.5, Math.max(0, halvings));
    }

    /// The count after this has happened again, that many times.
    public FadingCount plus(int times, Instant now, Duration halfLife) {
        return times == 0 ? this : new FadingCount(at(now, halfLife) + times, now);
    }
}
