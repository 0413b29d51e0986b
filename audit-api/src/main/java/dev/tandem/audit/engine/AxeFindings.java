package dev.tandem.audit.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Fingerprint;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.issue.Stability;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads findings out of axe-core's result: one for each element that breaks a rule.
final class AxeFindings {

    /// Long enough to recognise an element by, short enough to store many.
    private static final int MAX_CONTEXT = 2_000;

    private static final int MAX_MESSAGE = 2_000;

    /// `wcag111` is success criterion 1.1.1, `wcag1410` is 1.4.10; `wcag2aa` is a level.
    private static final Pattern CRITERION = Pattern.compile("wcag(\\d)(\\d)(\\d{1,2})");

    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::certainty)
                    .thenComparing(Finding::severity)
                    .thenComparing(Finding::code)
                    .thenComparing(Finding::selector);

    private AxeFindings() {}

    static List<Finding> read(JsonNode result, URI page) {
        var findings = new ArrayList<Finding>();
        result.path("violations").forEach(rule -> addAll(findings, rule, Certainty.VIOLATION, page));
        result.path("incomplete").forEach(rule -> addAll(findings, rule, Certainty.NEEDS_REVIEW, page));
        findings.sort(WORST_FIRST);
        return findings;
    }

    private static void addAll(List<Finding> findings, JsonNode rule, Certainty certainty, URI page) {
        for (var node : rule.path("nodes")) {
            findings.add(finding(rule, node, certainty, page));
        }
    }

    private static Finding finding(JsonNode rule, JsonNode node, Certainty certainty, URI page) {
        var code = rule.path("id").asText();
        var target = target(node.path("target"));
        var html = node.path("html").asText();
        return new Finding(
                Fingerprint.of(page, code, target, html),
                code,
                List.of(new Source("axe", code)),
                severity(node.path("impact").asText(rule.path("impact").asText())),
                certainty,
                Stability.CONFIRMED,
                rule.path("help").asText(),
                shortened(message(node), MAX_MESSAGE),
                rule.path("helpUrl").asText(null),
                criteria(rule.path("tags")),
                target,
                String.join(" >>> ", target),
                shortened(html, MAX_CONTEXT));
    }

    /// Selectors of frames from the outermost inwards; an element in shadow trees has an array in its frame's place.
    private static List<String> target(JsonNode target) {
        var selectors = new ArrayList<String>();
        for (var step : target) {
            if (step.isArray()) {
                step.forEach(part -> selectors.add(part.asText()));
            } else {
                selectors.add(step.asText());
            }
        }
        return selectors;
    }

    private static Severity severity(String impact) {
        return switch (impact) {
            case "critical" -> Severity.CRITICAL;
            case "serious" -> Severity.SERIOUS;
            case "minor" -> Severity.MINOR;
            default -> Severity.MODERATE;
        };
    }

    /// axe's own checks say what is wrong; `failureSummary` only repeats them with bullets.
    private static String message(JsonNode node) {
        var checks = List.of(node.path("any"), node.path("all"), node.path("none"));
        var text =
                checks.stream()
                        .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
                        .map(check -> check.path("message").asText())
                        .filter(message -> !message.isBlank())
                        .distinct()
                        .map(message -> message.endsWith(".") ? message : message + ".")
                        .collect(Collectors.joining(" "));
        return text.isEmpty() ? node.path("failureSummary").asText() : text;
    }

    static List<String> criteria(JsonNode tags) {
        var criteria = new ArrayList<String>();
        for (var tag : tags) {
            var match = CRITERION.matcher(tag.asText());
            if (match.matches()) {
                criteria.add(match.group(1) + "." + match.group(2) + "." + match.group(3));
            }
        }
        return criteria;
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
