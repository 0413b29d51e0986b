package dev.tandem.audit.lighthouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// One line of a Lighthouse worker. Read from the JSON tree, not bound to classes, so that nothing needs reflection.
sealed interface WorkerEvent {

    ObjectMapper JSON = new ObjectMapper();

    /// The worker can take a run.
    record Ready(long browserPid) implements WorkerEvent {}

    /// Sent every 5 s.
    record Heartbeat(long residentBytes) implements WorkerEvent {}

    /// Sent for each of a request's runs, when its browser is there.
    record Started(String id, long browserPid) implements WorkerEvent {}

    record Progress(String id, LighthousePhase phase) implements WorkerEvent {}

    record Result(String id, long residentBytes, JsonNode report) implements WorkerEvent {}

    /// @param id empty when the worker can't work at all
    record Failed(String id, String code, String message) implements WorkerEvent {}

    /// A line that is none of the protocol's.
    record Noise(String line) implements WorkerEvent {}

    /// The end of the worker's output; it says nothing more.
    record Gone() implements WorkerEvent {}

    static WorkerEvent parse(String line) {
        try {
            var node = JSON.readTree(line);
            var id = node.path("id").asText("");
            return switch (node.path("event").asText("")) {
                case "ready" -> new Ready(node.path("browser").asLong());
                case "heartbeat" -> new Heartbeat(node.path("rss").asLong());
                case "started" -> new Started(id, node.path("browser").asLong());
                case "phase" -> new Progress(id, LighthousePhase.valueOf(node.path("phase").asText()));
                case "result" -> new Result(id, node.path("rss").asLong(), node.path("report"));
                case "error" -> new Failed(id, node.path("code").asText("UNKNOWN"), node.path("message").asText(""));
                default -> new Noise(line);
            };
        } catch (JsonProcessingException | IllegalArgumentException unknown) {
            return new Noise(line);
        }
    }
}
