package dev.tandem.audit.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What is put into every frame before the engines are asked: axe-core, AccessLint, our instrument and our checks. Read
/// once, as one text, because every text that is sent costs a turn of the browser.
final class EngineScripts {

    private final String text;
    private final ObjectMapper json;

    private EngineScripts(String text, ObjectMapper json) {
        this.text = text;
        this.json = json;
    }

    /// @param engines the folder of the engines, with its `node_modules`
    /// @throws UncheckedIOException when something is missing there
    static EngineScripts from(Path engines, ObjectMapper json) {
        try {
            var text = new StringBuilder();
            for (var script :
                    List.of(
                            "node_modules/axe-core/axe.min.js",
                            "node_modules/@accesslint/core/dist/index.iife.js",
                            "page/instrument.js",
                            "page/dom.js",
                            "page/keys.js")) {
                add(text, engines.resolve(script));
            }
            for (var check : checks(engines)) {
                add(text, check);
            }
            return new EngineScripts(text.toString(), json);
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "The engines are not installed in " + engines + "; run 'npm ci' there, or ./up, which does.",
                    missing);
        }
    }

    /// A script that breaks as it starts is missed when it is asked, and breaks nothing else.
    private static void add(StringBuilder text, Path script) throws IOException {
        text.append("try {\n").append(Files.readString(script)).append("\n} catch {}\n");
    }

    /// In the order of their names, so that two builds do the same.
    private static List<Path> checks(Path engines) throws IOException {
        try (var files = Files.list(engines.resolve("page/checks"))) {
            return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
        }
    }

    void prepare(IsolatedWorld world) {
        world.run(text);
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
