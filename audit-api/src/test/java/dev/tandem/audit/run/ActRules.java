package dev.tandem.audit.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.Visit;
import dev.tandem.audit.engine.IsolatedWorld;
import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.scan.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Which ACT rules an engine's rule implements: what the engine declares, and what `engine/act-rules.tsv` adds.
final class ActRules {

    private static final String DECLARED =
            """
            JSON.stringify({
              axe: axe.getRules().map(rule => ({id: rule.ruleId, act: rule.actIds ?? []})),
              accesslint: AccessLint.rules.map(rule => ({id: rule.id, act: rule.actRuleIds ?? []}))})\
            """;

    private final Map<Source, Set<String>> rules = new HashMap<>();

    /// @param engines the folder of the engines
    static ActRules declaredBy(Path engines, Visit visit) {
        try {
            var rules = new ActRules();
            var world = IsolatedWorld.in(visit);
            world.run(Files.readString(engines.resolve("node_modules/axe-core/axe.min.js")));
            world.run(Files.readString(engines.resolve("node_modules/@accesslint/core/dist/index.iife.js")));
            return rules.with(new ObjectMapper().readTree(world.text(DECLARED)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private ActRules with(JsonNode declared) {
        declared.properties().forEach(engine -> engine.getValue().forEach(rule -> add(engine.getKey(), rule)));
        addTable();
        return this;
    }

    private void add(String engine, JsonNode rule) {
        rule.path("act").forEach(act -> add(engine, rule.path("id").asText(), act.asText()));
    }

    private void add(String engine, String rule, String act) {
        rules.computeIfAbsent(new Source(engine, rule), source -> new HashSet<>()).add(act);
    }

    private void addTable() {
        try (var stream = Objects.requireNonNull(ActRules.class.getResourceAsStream("/engine/act-rules.tsv"))) {
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .forEach(line -> add(Engine.valueOf(line[0]).name().toLowerCase(Locale.ROOT), line[1], line[2]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Whether one of these engines is sure that the page fails the ACT rule.
    boolean fails(String act, List<Finding> findings, Set<Engine> engines) {
        return findings.stream()
                .filter(finding -> finding.certainty() == Certainty.VIOLATION)
                .flatMap(finding -> finding.sources().stream())
                .filter(source -> source.certainty() == null && engines.contains(engine(source)))
                .anyMatch(source ->
                        rules.getOrDefault(new Source(source.engine(), source.code()), Set.of()).contains(act));
    }

    /// The looser count: whether one of them is sure of anything under the same criteria.
    static boolean failsCriterion(List<String> criteria, List<Finding> findings, Set<Engine> engines) {
        return findings.stream()
                .filter(finding -> finding.certainty() == Certainty.VIOLATION)
                .filter(finding ->
                        finding.sources().stream()
                                .anyMatch(source -> source.certainty() == null && engines.contains(engine(source))))
                .anyMatch(finding -> finding.successCriteria().stream().anyMatch(criteria::contains));
    }

    private static Engine engine(Source source) {
        return Engine.valueOf(source.engine().toUpperCase(Locale.ROOT));
    }
}
