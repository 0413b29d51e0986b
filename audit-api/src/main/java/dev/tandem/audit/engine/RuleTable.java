package dev.tandem.audit.engine;

import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.PageSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which rules of the engines are the same, and how far each one's word counts. It is a file, `engine/rules.tsv`,
/// because it is data with reasons; a rule that is not in it is equal to nothing and trusted.
final class RuleTable {

    private static final String FILE = "/engine/rules.tsv";

    private enum Trust {
        TRUSTED,
        DOUBTED,
        ASKED,
        ADVICE,
        OFF
    }

    private record Key(Engine engine, String rule) {}

    private record Entry(String equalTo, Trust trust) {}

    private final Map<Key, Entry> entries;

    private RuleTable(Map<Key, Entry> entries) {
        this.entries = entries;
    }

    static RuleTable read() {
        var entries = new LinkedHashMap<Key, Entry>();
        var stream = Objects.requireNonNull(RuleTable.class.getResourceAsStream(FILE), FILE);
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(entries, line));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new RuleTable(entries);
    }

    private static void add(Map<Key, Entry> entries, String line) {
        var columns = line.split("\t", -1);
        var key = new Key(Engine.valueOf(columns[0]), columns[1]);
        var entry = new Entry(columns[2], Trust.valueOf(columns[3].toUpperCase(Locale.ROOT)));
        if (entries.put(key, entry) != null) {
            throw new IllegalStateException(FILE + " has two lines for " + key);
        }
    }

    /// The rule as all engines call it that have it, which is axe's name where axe has it.
    String common(Engine engine, String rule) {
        var entry = entries.get(new Key(engine, rule));
        return entry == null ? rule : entry.equalTo();
    }

    /// Rules whose word needs another engine's, or a person.
    Set<String> doubted(Engine engine) {
        return with(engine, Trust.DOUBTED);
    }

    /// Rules that are switched by hand, to on or off, whatever their tags say.
    Map<String, Boolean> switched(Engine engine) {
        var switched = new LinkedHashMap<String, Boolean>();
        with(engine, Trust.OFF).forEach(rule -> switched.put(rule, false));
        with(engine, Trust.ASKED).forEach(rule -> switched.put(rule, true));
        return switched;
    }

    /// Best practices that are on without being asked for.
    Set<String> asked(Engine engine) {
        return with(engine, Trust.ASKED);
    }

    /// Rules that are not run under these settings.
    Set<String> off(Engine engine, PageSettings settings) {
        var off = with(engine, Trust.OFF);
        return settings.bestPractices() ? off : union(off, with(engine, Trust.ADVICE));
    }

    private Set<String> with(Engine engine, Trust trust) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().engine() == engine && entry.getValue().trust() == trust)
                .map(entry -> entry.getKey().rule())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
