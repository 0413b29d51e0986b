package dev.tandem.audit.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.scan.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads axe-core's result: an observation for each element that breaks a rule, or may.
final class AxeFindings {

    /// `wcag111` is success criterion 1.1.1, `wcag1410` is 1.4.10; `wcag2aa` is a level.
    private static final Pattern CRITERION = Pattern.compile("wcag(\\d)(\\d)(\\d{1,2})");

    private AxeFindings() {}

    static List<Observation> read(JsonNode result, RuleTable rules) {
        var doubted = rules.doubted(Engine.AXE);
        var found = new ArrayList<Observation>();
        for (var rule : result.path("violations")) {
            var sure = !doubted.contains(rule.path("id").asText());
            addAll(found, rule, sure ? Certainty.VIOLATION : Certainty.NEEDS_REVIEW);
        }
        result.path("incomplete").forEach(rule -> addAll(found, rule, Certainty.NEEDS_REVIEW));
        return found;
    }

    private static void addAll(List<Observation> found, JsonNode rule, Certainty certainty) {
        for (var node : rule.path("nodes")) {
            found.add(observation(rule, node, certainty));
        }
    }

    private static Observation observation(JsonNode rule, JsonNode node, Certainty certainty) {
        return new Observation(
                Engine.AXE,
                rule.path("id").asText(),
                rule.path("help").asText(),
                message(node),
                rule.path("helpUrl").asText(null),
                criteria(rule.path("tags")),
                certainty,
                Impact.severity(node.path("impact").asText(rule.path("impact").asText())),
                target(node.path("target")),
                frames(node.path("target")),
                node.path("html").asText());
    }

    private static int frames(JsonNode target) {
        return Math.max(0, target.size() - 1);
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
}
