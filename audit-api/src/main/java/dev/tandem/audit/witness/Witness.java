package dev.tandem.audit.witness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.audit.browser.BrowserConfig;
import dev.tandem.audit.browser.Visit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Goes along on every visit.
public final class Witness {

    private final String script;
    private final ObjectMapper json;
    private final Duration longest;

    private Witness(String script, ObjectMapper json, Duration longest) {
        this.script = script;
        this.json = json;
        this.longest = longest;
    }

    /// @param engines the folder with `page-witness.js`
    /// @throws UncheckedIOException when it is not there
    public static Witness from(Path engines, ObjectMapper json, BrowserConfig config) {
        try {
            return new Witness(Files.readString(engines.resolve("page-witness.js")), json, config.quiet());
        } catch (IOException missing) {
            throw new UncheckedIOException("page-witness.js is not in " + engines, missing);
        }
    }

    /// Begins to listen. Call before the page is loaded, on the visit's own thread.
    public Attendance attend(Visit visit) {
        return new Attendance(this, visit);
    }

    String script() {
        return script;
    }

    /// How long a page is waited for at most.
    Duration longest() {
        return longest;
    }

    JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The page's world answered with something that is no JSON.", impossible);
        }
    }
}
