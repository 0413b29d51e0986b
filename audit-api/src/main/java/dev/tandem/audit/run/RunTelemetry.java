package dev.tandem.audit.run;

import dev.tandem.audit.browser.BrowserFailure;
import dev.tandem.audit.browser.PoolCounts;
import dev.tandem.audit.browser.Retirement;
import dev.tandem.audit.browser.SlotPool;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.common.telemetry.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;

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
        Gauge.builder("audit.browsers.running", pool, SlotPool::running)
                .description("Browsers that run, idle ones included")
                .register(registry);
        Gauge.builder("audit.browsers.idle", pool, SlotPool::idle)
                .description("Browsers that run and that nobody uses")
                .register(registry);
        Gauge.builder("audit.browsers.memory", pool, SlotPool::bytes)
                .description("What browsers and their drivers held when they were last looked at between pages (PSS)")
                .baseUnit("bytes")
                .register(registry);
        watch(pool.counts());
    }

    private void watch(PoolCounts counts) {
        count("audit.browsers.launches", "Browsers that were started", counts, PoolCounts::launches);
        count("audit.browsers.launches.cold", "Of those, while a page waited", counts, PoolCounts::coldLaunches);
        count("audit.browsers.launches.failed", "Browsers that did not start", counts, PoolCounts::launchFailures);
        for (var reason : Retirement.values()) {
            FunctionCounter.builder("audit.browsers.retired", counts, from -> from.retired(reason))
                    .tag("reason", reason.tag())
                    .description("Browsers that were given up, by reason")
                    .register(registry);
        }
    }

    private void count(String name, String what, PoolCounts counts, ToDoubleFunction<PoolCounts> count) {
        FunctionCounter.builder(name, counts, count).description(what).register(registry);
    }
}
