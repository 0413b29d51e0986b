package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Queue;
import dev.tandem.audit.dispatch.Roles;
import jakarta.enterprise.context.ApplicationScoped;
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
        var chromium = equipment.chromium();
        return HealthCheckResponse.named("worker")
                .withData("chromium", chromium.map(found -> found.version()).orElse("missing"))
                .withData("sandbox", chromium.map(found -> found.sandboxed() ? "on" : "off").orElse("missing"))
                .withData("redis", queue.degraded() ? "away: scans are found by polling" : "used for hints")
                .up()
                .build();
    }
}
