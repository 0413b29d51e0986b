package dev.tandem.audit.lighthouse;

import dev.tandem.audit.scan.LighthouseCategory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What we keep of a Lighthouse report.
///
/// @param scores 0 to 100; null where Lighthouse could not score a category, which is not the same as 0
/// @param metrics first and largest contentful paint, blocking time, layout shift, speed index, time to interactive;
///   empty unless performance was asked for
/// @param failedAudits at most 60, those that cost most of a score first
/// @param benchmarkIndex how fast the machine was during this run, by Lighthouse's own measure
/// @param contended whether the machine was far slower than this process has seen it, so that the performance score is
///   worth less; false also where it has only ever seen it busy
/// @param runs how often Lighthouse ran; this is the run in the middle
/// @param warnings what Lighthouse itself says about the run, in English
/// @param elapsed wall clock of all runs, the wait for a worker not counted
public record LighthouseReport(
        URI finalUrl,
        Map<LighthouseCategory, @Nullable Integer> scores,
        List<Metric> metrics,
        List<FailedAudit> failedAudits,
        String lighthouseVersion,
        String userAgent,
        double benchmarkIndex,
        boolean contended,
        int runs,
        List<String> warnings,
        Instant fetchedAt,
        Duration elapsed) {

    public LighthouseReport {
        // Not Map.copyOf, which takes no null values.
        var copy = new EnumMap<LighthouseCategory, @Nullable Integer>(LighthouseCategory.class);
        copy.putAll(scores);
        scores = Collections.unmodifiableMap(copy);
        metrics = List.copyOf(metrics);
        failedAudits = List.copyOf(failedAudits);
        warnings = List.copyOf(warnings);
    }

    /// One measurement.
    ///
    /// @param unit `millisecond` or `unitless`
    /// @param displayValue the value as a person reads it
    /// @param score 0 to 100
    public record Metric(
            String id,
            String title,
            double value,
            String unit,
            @Nullable String displayValue,
            @Nullable Integer score) {}

    /// One audit that the page did not pass.
    ///
    /// @param description Markdown, with links to the audit's documentation
    /// @param score 0 to 89; null when the audit itself broke, and then `error` says how
    public record FailedAudit(
            String id,
            String category,
            String title,
            String description,
            @Nullable Integer score,
            @Nullable String displayValue,
            @Nullable String error) {}

    LighthouseReport contended(boolean contended) {
        return new LighthouseReport(
                finalUrl,
                scores,
                metrics,
                failedAudits,
                lighthouseVersion,
                userAgent,
                benchmarkIndex,
                contended,
                runs,
                warnings,
                fetchedAt,
                elapsed);
    }
}
