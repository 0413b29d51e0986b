package dev.tandem.audit.run;

import dev.tandem.audit.browser.BrowserSources;
import dev.tandem.audit.dispatch.Queue;
import dev.tandem.audit.dispatch.Roles;
import dev.tandem.audit.scan.BrowserName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Tells what the worker has to work with. Neither a missing browser nor an absent Redis makes the service unready:
/// scans are still accepted, and with Redis away they start a little later.
@Readiness
@ApplicationScoped
class WorkerHealth implements HealthCheck {

    private final Equipment equipment;
    private final Queue queue;
    private final Roles roles;

    WorkerHealth(Equipment equipment, Queue queue, Roles roles) {
        this.roles = roles;
        this.equipment = equipment;
        this.queue = queue;
    }

    @Override
    public HealthCheckResponse call() {
        if (!roles.isWorker()) {
            return HealthCheckResponse.named("worker").withData("role", "not a worker").up().build();
        }
        var answer = HealthCheckResponse.named("worker");
        var sandbox = equipment.chromium().map(found -> found.sandboxed() ? "on" : "off");
        answer.withData("sandbox", sandbox.orElse("missing"));
        equipment
                .sources()
                .ifPresent(sources -> {
                    answer.withData("browsers", sources.provider());
                    for (var browser : BrowserName.values()) {
                        answer.withData(browser.name().toLowerCase(Locale.ROOT), state(browser, sources));
                    }
                });
        equipment.slots().ifPresent(slots -> answer.withData("browsersRunning", slots.running()));
        return answer.withData("redis", queue.degraded() ? "away: scans are found by polling" : "used for hints")
                .up()
                .build();
    }

    /// Such as `156.0.8078.79`, and that it does not start, if it doesn't.
    private String state(BrowserName browser, BrowserSources sources) {
        var installed = sources.installed().getOrDefault(browser, "missing");
        var failures = equipment.slots().map(slots -> slots.launchFailures(browser)).orElse(0);
        return failures == 0 ? installed : installed + ", failed to start " + failures + " times in a row";
    }
}
