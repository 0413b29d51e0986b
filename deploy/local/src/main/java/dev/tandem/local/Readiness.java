package dev.tandem.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Waits until every service says that it is ready.
final class Readiness {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Home home;
    private final StopRequest stop;
    private final Progress progress;

    Readiness(Home home, StopRequest stop, Progress progress) {
        this.home = home;
        this.stop = stop;
        this.progress = progress;
    }

    /// @throws StartFailure when a service ends early, takes longer than `atMost`, or a stop is requested
    void await(Map<Service, Child> services, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        var pending = new LinkedHashMap<>(services);
        try (var client = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).connectTimeout(ANSWER).build()) {
            while (!pending.isEmpty()) {
                pending.values().forEach(this::requireAlive);
                pending.keySet().removeIf(service -> isReady(client, service));
                if (System.nanoTime() - deadline > 0) {
                    throw tooLate(pending, atMost);
                }
                if (!pending.isEmpty() && stop.isMadeWithin(POLL)) {
                    throw new StartFailure("Stopped before the services were ready.");
                }
            }
        }
    }

    private void requireAlive(Child child) {
        if (!Ending.isAlive(child.process())) {
            throw StartFailure.withLog(child.name() + " stopped before it was ready.", home, child.log());
        }
    }

    private boolean isReady(HttpClient client, Service service) {
        var address = URI.create("http://127.0.0.1:%d/q/health/ready".formatted(service.port()));
        var request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
        try {
            boolean ready = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
            if (ready) {
                progress.step("%s is ready.".formatted(service.name()));
            }
            return ready;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private StartFailure tooLate(Map<Service, Child> pending, Duration atMost) {
        var child = pending.values().iterator().next();
        var sentence = "%s was not ready within %d s.".formatted(child.name(), atMost.toSeconds());
        return StartFailure.withLog(sentence, home, child.log());
    }
}
