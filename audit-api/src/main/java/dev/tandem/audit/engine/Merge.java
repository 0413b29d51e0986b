package dev.tandem.audit.engine;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.issue.Fingerprint;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.issue.Source;
import dev.tandem.audit.issue.Stability;
import dev.tandem.audit.scan.Engine;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes one finding of what several engines say of the same element under equal rules, so that no barrier is reported
/// twice and none of what an engine said is lost.
///
/// Where axe has a say, the finding has axe's words and rule, and with them the fingerprint that it had before there
/// was a second engine.
final class Merge {

    private final RuleTable rules;

    Merge(RuleTable rules) {
        this.rules = rules;
    }

    private record Place(String rule, List<String> target) {}

    /// @return the worst first
    List<Finding> of(List<Word> words, URI page) {
        var groups = new LinkedHashMap<Place, List<Observation>>();
        words.stream()
                .sorted(Comparator.comparing(Word::engine))
                .flatMap(word -> word.found().stream())
                .forEach(seen -> groups.computeIfAbsent(place(seen), place -> new ArrayList<>()).add(seen));
        return groups.entrySet().stream()
                .map(group -> finding(group.getKey().rule(), group.getValue(), words, page))
                .sorted(Finding.WORST_FIRST)
                .toList();
    }

    private Place place(Observation seen) {
        return new Place(rules.common(seen.engine(), seen.code()), seen.target());
    }

    private Finding finding(String rule, List<Observation> group, List<Word> words, URI page) {
        var first = group.getFirst();
        var code = first.engine() == Engine.AXE ? first.code() : rule;
        var certainty = group.stream().map(Observation::certainty).min(Comparator.naturalOrder()).orElseThrow();
        var criteria = new LinkedHashSet<String>();
        group.forEach(seen -> criteria.addAll(seen.criteria()));
        return new Finding(
                Fingerprint.of(page, code, first.target(), first.html()),
                code,
                sources(group, certainty),
                dissent(rule, group, words),
                worst(group, certainty),
                certainty,
                Stability.CONFIRMED,
                first.title(),
                first.message(),
                first.helpUrl(),
                List.copyOf(criteria),
                first.target(),
                String.join(" >>> ", first.target()),
                first.html());
    }

    private static Severity worst(List<Observation> group, Certainty certainty) {
        return group.stream()
                .filter(seen -> seen.certainty() == certainty)
                .map(Observation::severity)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static List<Source> sources(List<Observation> group, Certainty certainty) {
        var first = group.getFirst();
        return group.stream()
                .map(seen ->
                        new Source(
                                name(seen.engine()),
                                seen.code(),
                                seen.certainty() == certainty ? null : seen.certainty(),
                                seen.equals(first) ? null : seen.message()))
                .distinct()
                .toList();
    }

    /// Engines that ran an equal rule in that frame and did not complain.
    private List<Source> dissent(String rule, List<Observation> group, List<Word> words) {
        var dissent = new ArrayList<Source>();
        for (var word : words) {
            if (group.stream().noneMatch(seen -> seen.engine() == word.engine()) && sees(word, group.getFirst())) {
                var equal = equalRule(word, rule);
                if (equal != null) {
                    dissent.add(new Source(name(word.engine()), equal));
                }
            }
        }
        return dissent;
    }

    private static boolean sees(Word word, Observation seen) {
        return word.places().contains(seen.target().subList(0, seen.depth()))
                && (word.engine() != Engine.ACCESSLINT || !seen.inShadow());
    }

    private @Nullable String equalRule(Word word, String rule) {
        return word.rules().stream()
                .filter(candidate -> rules.common(word.engine(), candidate).equals(rule))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static String name(Engine engine) {
        return engine.name().toLowerCase(Locale.ROOT);
    }
}
