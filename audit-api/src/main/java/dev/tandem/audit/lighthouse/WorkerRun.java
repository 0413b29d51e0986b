package dev.tandem.audit.lighthouse;

import dev.tandem.audit.scan.LighthouseCategory;
import java.time.Duration;

/// One request while it is under way: as the worker reads it, and the time that its present run has left.
final class WorkerRun {

    /// What Lighthouse needs beside the wait for the page: measuring the machine, collecting, judging.
    private static final Duration BESIDE_THE_LOAD = Duration.ofSeconds(20);

    private static final Duration SHORTEST_LOAD = Duration.ofSeconds(5);

    private final String id;
    private final LighthouseRequest request;
    private final EngineConfig.Lighthouse limits;
    private final long sentAt = System.nanoTime();
    private long startedAt = sentAt;

    WorkerRun(String id, LighthouseRequest request, EngineConfig.Lighthouse limits) {
        this.id = id;
        this.request = request;
        this.limits = limits;
    }

    LighthouseRequest request() {
        return request;
    }

    boolean is(String eventId) {
        return id.equals(eventId);
    }

    /// The worker says that the next of the request's runs begins, which has the whole deadline again.
    void startNext() {
        startedAt = System.nanoTime();
    }

    long nanosLeft() {
        return request.deadline().toNanos() - (System.nanoTime() - startedAt);
    }

    /// Of all runs together.
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - sentAt);
    }

    /// Lighthouse stops waiting for a slow page early enough to report what it saw before the deadline.
    String line() {
        var line = WorkerEvent.JSON.createObjectNode();
        line.put("id", id);
        line.put("url", request.url().toString());
        line.put("formFactor", request.formFactor().id());
        line.put("runs", request.runs());
        line.put("maxWaitForLoadMs", withinDeadline(limits.maxWaitForLoad()).toMillis());
        line.put("maxWaitForFcpMs", withinDeadline(limits.maxWaitForPaint()).toMillis());
        var categories = line.putArray("categories");
        request.categories().stream().sorted().map(LighthouseCategory::id).forEach(categories::add);
        return line.toString();
    }

    private Duration withinDeadline(Duration wait) {
        var room = request.deadline().minus(BESIDE_THE_LOAD);
        var longest = room.compareTo(SHORTEST_LOAD) < 0 ? SHORTEST_LOAD : room;
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
