package dev.tandem.audit.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// What becomes of claims, counted. Made at the start, so that a count is 0 before anything has happened, and not
/// missing.
@Startup
@ApplicationScoped
public class DispatchMetrics {

    private final Counter fenced;
    private final Counter reaped;
    private final Counter sentAgain;

    DispatchMetrics(MeterRegistry registry) {
        fenced =
                Counter.builder("audit.writes.fenced")
                        .description("Ends of scans that were refused because their claim was over")
                        .register(registry);
        reaped =
                Counter.builder("audit.scans.reaped")
                        .description("Scans taken back from workers that went away")
                        .register(registry);
        sentAgain =
                Counter.builder("audit.hints.repushed")
                        .description("Hints sent for scans that were queued and not claimed")
                        .register(registry);
    }

    /// An end was to be stored under a claim.
    void ended(boolean stored) {
        if (!stored) {
            fenced.increment();
        }
    }

    void reaped(int scans) {
        reaped.increment(scans);
    }

    /// Hints beyond the one that each scan gets when it is admitted.
    public void sentAgain(int hints) {
        sentAgain.increment(hints);
    }
}
