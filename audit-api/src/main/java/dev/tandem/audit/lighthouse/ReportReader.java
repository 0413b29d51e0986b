package dev.tandem.audit.lighthouse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.audit.scan.LighthouseCategory;
import dev.tandem.audit.scan.PageUrl;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns the worker's condensed report into ours, or into the failure that Lighthouse found.
final class ReportReader {

    private ReportReader() {}

    static LighthouseReport read(JsonNode report, LighthouseRequest request, Duration elapsed)
            throws LighthouseFailure {
        var error = report.path("runtimeError");
        if (error.isObject()) {
            throw LighthouseFailure.reported(error.path("code").asText("UNKNOWN"), error.path("message").asText(""));
        }
        return new LighthouseReport(
                address(report.path("finalUrl").asText(""), request.url()),
                scores(report.path("scores"), request),
                each(report.path("metrics"), ReportReader::metric),
                each(report.path("failedAudits"), ReportReader::failedAudit),
                report.path("lighthouseVersion").asText(""),
                report.path("userAgent").asText(""),
                report.path("benchmarkIndex").asDouble(),
                false,
                report.path("runs").asInt(1),
                each(report.path("warnings"), JsonNode::asText),
                time(report.path("fetchTime").asText("")),
                elapsed);
    }

    private static Map<LighthouseCategory, @Nullable Integer> scores(JsonNode scores, LighthouseRequest request)
            throws LighthouseFailure {
        var read = new EnumMap<LighthouseCategory, @Nullable Integer>(LighthouseCategory.class);
        for (var score : scores.properties()) {
            LighthouseCategory.byId(score.getKey()).ifPresent(category -> read.put(category, number(score.getValue())));
        }
        if (!read.keySet().containsAll(request.categories())) {
            throw LighthouseFailure.reported("INCOMPLETE_REPORT", "a category that was asked for is missing");
        }
        return read;
    }

    private static LighthouseReport.Metric metric(JsonNode metric) {
        return new LighthouseReport.Metric(
                metric.path("id").asText(),
                metric.path("title").asText(),
                metric.path("value").asDouble(),
                metric.path("unit").asText(),
                text(metric.path("displayValue")),
                number(metric.path("score")));
    }

    private static LighthouseReport.FailedAudit failedAudit(JsonNode audit) {
        return new LighthouseReport.FailedAudit(
                audit.path("id").asText(),
                audit.path("category").asText(),
                audit.path("title").asText(),
                audit.path("description").asText(),
                number(audit.path("score")),
                text(audit.path("displayValue")),
                text(audit.path("error")));
    }

    private static <T> List<T> each(JsonNode array, Function<JsonNode, T> reader) {
        var read = new ArrayList<T>(array.size());
        array.forEach(element -> read.add(reader.apply(element)));
        return read;
    }

    private static @Nullable Integer number(JsonNode node) {
        return node.isNumber() ? node.intValue() : null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static URI address(String text, URI otherwise) {
        return text.isEmpty() ? otherwise : PageUrl.shown(text);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException missing) {
            return Instant.EPOCH;
        }
    }
}
