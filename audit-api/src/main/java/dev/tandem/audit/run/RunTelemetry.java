package dev.tandem.audit.run;

import dev.tandem.audit.browser.BrowserFailure;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.common.telemetry.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// What a worker tells about its runs: spans in the trace that the scan was asked for in, and times and counts. No
/// address of a page is told, because addresses hold secrets. Made at the start, so that no figure is missing.
@Startup
@ApplicationScoped
class RunTelemetry {

    private final Tracer tracer;
    private final MeterRegistry registry;
    private final Timer waited;
    private final Counter leasesLost;

    RunTelemetry(Tracer tracer, MeterRegistry registry) {
        this.tracer = tracer;
        this.registry = registry;
        waited =
                Timer.builder("audit.queue.wait")
                        .description("From the moment that a scan was due until a worker had it")
                        .publishPercentileHistogram()
                        .register(registry);
        leasesLost =
                Counter.builder("audit.leases.lost")
                        .description("Runs that were stopped because their claim was lost")
                        .register(registry);
    }

    RunTrace begin(Claim claim) {
        waited.record(claim.waited());
        var span =
                tracer.spanBuilder("scan.run")
                        .setParent(TraceParent.parse(claim.traceParent()))
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAttribute("scan.id", claim.scanId().toString())
                        .setAttribute("scan.epoch", claim.epoch())
                        .setAttribute("scan.attempt", claim.attempts() + 1)
                        .startSpan();
        return new RunTrace(span, tracer, registry, leasesLost);
    }

    /// A visit in a browser, the wait for a free one included.
    interface Visit<T> {
        T make() throws BrowserFailure, InterruptedException;
    }

    /// Belongs to the engine whose thread calls.
    <T> T visit(Visit<T> visit) throws BrowserFailure, InterruptedException {
        var span = tracer.spanBuilder("browser.visit").setParent(Context.current()).startSpan();
        try {
            return visit.make();
        } catch (BrowserFailure failure) {
            span.setStatus(StatusCode.ERROR, failure.error().code());
            throw failure;
        } finally {
            span.end();
        }
    }

    void watch(SlotPool pool) {
        Gauge.builder("audit.browsers.busy", pool, SlotPool::busy)
                .description("Browsers that look at a page")
                .register(registry);
        Gauge.builder("audit.browsers.slots", pool, SlotPool::size)
                .description("How many browsers may look at pages at once")
                .register(registry);
        Gauge.builder("audit.browsers.waiting", pool, SlotPool::waiting)
                .description("Pages that wait for a browser")
                .register(registry);
    }
}
