package dev.tandem.audit.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.audit.scan.AskedOptions;
import dev.tandem.audit.scan.AskedSettings;
import dev.tandem.audit.scan.Viewport;
import dev.tandem.common.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The two forms that a batch is sent in, read from beginning to end as they come in.
interface BatchBody {

    /// Reads the body to its end.
    ///
    /// @param pages takes each entry as soon as it is read
    AskedBatch read(InputStream body, BatchPages pages) throws IOException;

    /// What is said beside the body, so that it counts when two requests are compared.
    String aside();

    /// A JSON object with `urls` or `sitemap`, and options before or after them.
    final class Json implements BatchBody {

        /// No address is longer by far, and a longer text must not fill the memory.
        private static final int LONGEST_TEXT = 64 * 1024;

        private static final Set<String> OPTIONS =
                Set.of(
                        "projectId",
                        "device",
                        "engines",
                        "priority",
                        "sitemap",
                        "browser",
                        "viewport",
                        "blockTrackers",
                        "scroll",
                        "bestPractices",
                        "experimental",
                        "lighthouse");

        private static final ObjectMapper JSON =
                JsonMapper.builder(
                                JsonFactory.builder()
                                        .streamReadConstraints(
                                                StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
                                        .build())
                        .build();

        @RegisterForReflection
        private record Options(
                @Nullable String projectId,
                @Nullable String device,
                @Nullable List<@Nullable String> engines,
                @Nullable Number priority,
                @Nullable String sitemap,
                @Nullable String browser,
                @Nullable Viewport viewport,
                @Nullable Boolean blockTrackers,
                @Nullable Boolean scroll,
                @Nullable Boolean bestPractices,
                @Nullable Boolean experimental,
                AskedSettings.@Nullable Lighthouse lighthouse) {

            AskedOptions asked() {
                var settings =
                        new AskedSettings(
                                browser, viewport, blockTrackers, scroll, bestPractices, experimental, lighthouse);
                return new AskedOptions(projectId, device, engines, priority, settings);
            }
        }

        @Override
        public AskedBatch read(InputStream body, BatchPages pages) throws IOException {
            try (var json = JSON.createParser(body)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new JsonParseException(json, "No object.");
                }
                var options = JSON.createObjectNode();
                var listsUrls = false;
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    var field = json.currentName();
                    json.nextToken();
                    if (field.equals("urls") && json.currentToken() != JsonToken.VALUE_NULL) {
                        urls(json, pages);
                        listsUrls = true;
                    } else if (OPTIONS.contains(field)) {
                        options.set(field, json.readValueAsTree());
                    } else {
                        json.skipChildren();
                    }
                }
                if (json.nextToken() != null) {
                    throw new JsonParseException(json, "More than one object.");
                }
                var read = JSON.treeToValue(options, Options.class);
                return new AskedBatch(listsUrls, read.sitemap, read.asked());
            }
        }

        private static void urls(JsonParser json, BatchPages pages) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw Problem.invalid("urls", "must be a list of addresses.");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == null) {
                    throw new JsonParseException(json, "The list has no end.");
                }
                pages.take(json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null);
                json.skipChildren();
            }
        }

        @Override
        public String aside() {
            return "json";
        }
    }

    /// One address a line; empty lines are left out.
    ///
    /// @param options what the request's address says
    record Lines(AskedOptions options) implements BatchBody {

        private static final int LONGEST_LINE = 4096;

        @Override
        public AskedBatch read(InputStream body, BatchPages pages) throws IOException {
            var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            for (var line = line(reader); line != null; line = line(reader)) {
                var address = line.strip();
                if (!address.isEmpty()) {
                    pages.take(address);
                }
            }
            return new AskedBatch(true, null, options);
        }

        /// What is longer than any address is cut, and refused as an address later.
        private static @Nullable String line(Reader reader) throws IOException {
            var line = new StringBuilder();
            var next = reader.read();
            if (next < 0) {
                return null;
            }
            for (; next >= 0 && next != '\n'; next = reader.read()) {
                if (line.length() < LONGEST_LINE && next != '\uFEFF') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        @Override
        public String aside() {
            return "lines " + options;
        }
    }
}
