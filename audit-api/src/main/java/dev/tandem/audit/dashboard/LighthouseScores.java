package dev.tandem.audit.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.audit.scan.LighthouseCategory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Lighthouse says, as the page shows it.
///
/// @param contended whether the machine was busy with other work during the run
/// @param costs what cost points, the most expensive first
record LighthouseScores(List<Score> scores, List<Metric> metrics, boolean contended, List<Cost> costs) {

    /// @param value 0 to 100 as a text, because a template takes the number 0 for nothing; null where the category
    ///   could not be scored
    record Score(String name, @Nullable String value, Tone tone) {}

    /// @param value as a person reads it
    record Metric(String name, String value, Tone tone) {}

    /// @param value such as `Est savings of 20 KiB`, null when there is no figure
    record Cost(String title, String category, @Nullable String value) {}

    private static final Tone NOT_SCORED = new Tone("Not scored", "");

    static @Nullable LighthouseScores from(@Nullable JsonNode report) {
        if (report == null || report.isNull()) {
            return null;
        }
        var scores = new ArrayList<Score>();
        // In Lighthouse's own order; the stored object has none.
        for (var category : LighthouseCategory.values()) {
            var value = report.path("scores").path(category.id());
            if (!value.isMissingNode()) {
                scores.add(score(category.id(), value));
            }
        }
        var metrics = new ArrayList<Metric>();
        report.path("metrics").forEach(metric -> metrics.add(metric(metric)));
        var costs = new ArrayList<Cost>();
        report.path("failedAudits").forEach(audit -> costs.add(cost(audit)));
        return new LighthouseScores(scores, metrics, report.path("contended").asBoolean(), costs);
    }

    private static Score score(String category, JsonNode value) {
        return value.isNumber()
                ? new Score(Names.category(category), value.asText(), Tone.ofScore(value.intValue()))
                : new Score(Names.category(category), null, NOT_SCORED);
    }

    private static Metric metric(JsonNode metric) {
        var score = metric.path("score");
        var display = metric.path("displayValue").asText("");
        return new Metric(
                metric.path("title").asText(),
                display.isEmpty() ? metric.path("value").asText() : display,
                score.isNumber() ? Tone.ofScore(score.intValue()) : NOT_SCORED);
    }

    private static Cost cost(JsonNode audit) {
        var value = audit.path("displayValue").asText("");
        return new Cost(
                audit.path("title").asText().replace("`", ""),
                Names.category(audit.path("category").asText()),
                value.isEmpty() ? null : value);
    }
}
