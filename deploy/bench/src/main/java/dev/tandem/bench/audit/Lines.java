package dev.tandem.bench.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A program that audits pages and tells of each in a line: first `{"warm": true}`, when it has begun to count, then
/// `{"url", "millis", "found": [{"code"}]}`.
final class Lines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Lines() {}

    static Measured run(String name, ProcessBuilder program) throws IOException, InterruptedException {
        var process = program.start();
        var millis = new ArrayList<Double>();
        var found = new TreeMap<String, List<String>>();
        var start = System.nanoTime();
        try (var memory = ProcessTree.watch(process.toHandle());
                var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var told = JSON.readTree(line);
                if (told.path("warm").asBoolean()) {
                    start = System.nanoTime();
                    millis.clear();
                } else {
                    millis.add(told.path("millis").asDouble());
                    found.put(path(told.path("url").asText()), codes(told.path("found")));
                }
            }
            var seconds = (System.nanoTime() - start) / 1e9;
            if (process.waitFor() != 0) {
                throw new IOException(name + " ended with " + process.exitValue());
            }
            var counted = Measured.counted(Map.copyOf(found));
            return new Measured(name, millis.size(), seconds, millis, memory.peak(), counted);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    static String path(String url) {
        return URI.create(url).getPath();
    }

    static List<String> codes(JsonNode found) {
        var codes = new ArrayList<String>();
        found.forEach(each -> codes.add(each.path("code").asText()));
        return codes;
    }
}
