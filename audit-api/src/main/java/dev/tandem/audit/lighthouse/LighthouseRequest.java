package dev.tandem.audit.lighthouse;

import dev.tandem.audit.scan.LighthouseCategory;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// One page to run Lighthouse on.
///
/// @param url an http or https address
/// @param categories what to score, at least one; with [LighthouseCategory#PERFORMANCE] the run holds an exclusive
///   permit
/// @param runs how often it runs, odd; without performance once is enough
/// @param deadline how long each run may take on the wall clock, from its start on a worker to the next one's, not
///   counting the wait for a worker; one that takes longer ends the request
public record LighthouseRequest(
        URI url, Set<LighthouseCategory> categories, FormFactor formFactor, int runs, Duration deadline) {

    public LighthouseRequest {
        categories = Set.copyOf(categories);
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("At least one Lighthouse category is needed");
        }
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("Lighthouse needs an http or https address, not " + url);
        }
        if (runs < 1 || runs % 2 == 0) {
            throw new IllegalArgumentException("The median needs an odd number of runs, not " + runs);
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("A Lighthouse run needs a deadline above zero, not " + deadline);
        }
    }

    boolean scoresPerformance() {
        return categories.contains(LighthouseCategory.PERFORMANCE);
    }
}
