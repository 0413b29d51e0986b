package dev.tandem.audit.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.scan.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is put into every frame before the engines are asked: axe-core, whose tree of the page our instrument reads,
/// then what only AccessLint or our own checks need. Sent as one text, because every text that is sent costs a turn of
/// the browser, and no longer than it must be, because the browser reads it anew for each page.
final class EngineScripts {

    /// A script, and for whom it is there; null for everybody.
    private record Script(String text, @Nullable Engine engine) {}

    /// Not after a backslash, which would escape the escape.
    private static final Pattern NOT_ASCII = Pattern.compile("(?<!\\\\)[^\\x00-\\x7f]");

    private final List<Script> scripts;
    private final ObjectMapper json;
    private final Map<Set<Engine>, PackedScript> texts = new ConcurrentHashMap<>();

    private EngineScripts(List<Script> scripts, ObjectMapper json) {
        this.scripts = List.copyOf(scripts);
        this.json = json;
    }

    /// @param engines the folder of the engines, with its `node_modules`
    /// @throws UncheckedIOException when something is missing there
    static EngineScripts from(Path engines, ObjectMapper json) {
        try {
            var scripts = new ArrayList<Script>();
            scripts.add(read(engines.resolve("node_modules/axe-core/axe.min.js"), null));
            scripts.add(read(engines.resolve("node_modules/@accesslint/core/dist/index.iife.js"), Engine.ACCESSLINT));
            scripts.add(read(engines.resolve("page/instrument.js"), null));
            scripts.add(read(engines.resolve("page/dom.js"), Engine.TANDEM));
            scripts.add(read(engines.resolve("page/keys.js"), Engine.TANDEM));
            for (var check : checks(engines)) {
                scripts.add(read(check, Engine.TANDEM));
            }
            return new EngineScripts(scripts, json);
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "The engines are not installed in " + engines + "; run 'npm ci' there, or ./up, which does.",
                    missing);
        }
    }

    /// A script that breaks as it starts is missed when it is asked, and breaks nothing else.
    private static Script read(Path script, @Nullable Engine engine) throws IOException {
        return new Script("try {\n" + ascii(Files.readString(script)) + "\n} catch {}\n", engine);
    }

    /// With escapes for what is not ASCII, which mean the same everywhere in a script. For a single such character V8
    /// keeps two bytes for each character of the whole text.
    static String ascii(String script) {
        return NOT_ASCII
                .matcher(script)
                .replaceAll(
                        found -> found.group().chars().mapToObj("\\\\u%04x"::formatted).collect(Collectors.joining()));
    }

    /// In the order of their names, so that two builds do the same.
    private static List<Path> checks(Path engines) throws IOException {
        try (var files = Files.list(engines.resolve("page/checks"))) {
            return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
        }
    }

    /// @param asked the engines that are to look
    void prepare(IsolatedWorld world, Set<Engine> asked) {
        var needed = asked.stream().filter(Engine::inPage).collect(Collectors.toUnmodifiableSet());
        world.run(texts.computeIfAbsent(needed, this::textFor));
    }

    private PackedScript textFor(Set<Engine> engines) {
        return PackedScript.of(
                scripts.stream()
                        .filter(script -> script.engine() == null || engines.contains(script.engine()))
                        .map(Script::text)
                        .collect(Collectors.joining()));
    }

    /// What a world answered.
    JsonNode json(String answer) {
        try {
            return json.readTree(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The page's world answered with something that is no JSON.", impossible);
        }
    }

    /// As an argument of an expression.
    String argument(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
