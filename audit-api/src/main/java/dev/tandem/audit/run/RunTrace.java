package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.scan.Engine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// The spans of one run, below the request that asked for the scan.
final class RunTrace implements AutoCloseable {

    private final Span run;
    private final Context inRun;
    private final Tracer tracer;
    private final MeterRegistry registry;
    private final Counter leasesLost;

    RunTrace(Span run, Tracer tracer, MeterRegistry registry, Counter leasesLost) {
        this.leasesLost = leasesLost;
        this.run = run;
        this.inRun = Context.root().with(run);
        this.tracer = tracer;
        this.registry = registry;
    }

    /// Runs a lane's engines on the caller's thread.
    EngineAnswer lane(Set<Engine> engines, Lanes.Audit audit, Claim claim) throws InterruptedException {
        var names = engines.stream().sorted().map(Engine::name).collect(Collectors.joining("+"));
        var span = tracer.spanBuilder("engine.run").setParent(inRun).setAttribute("engine", names).startSpan();
        var start = System.nanoTime();
        var outcome = "BROKEN";
        try (var _ = span.makeCurrent()) {
            var answer = audit.run(claim, engines);
            outcome = "SUCCEEDED";
            if (answer instanceof EngineAnswer.Failure failure) {
                outcome = "FAILED";
                span.setStatus(StatusCode.ERROR, failure.error().code());
            }
            return answer;
        } catch (InterruptedException stopped) {
            outcome = "STOPPED";
            throw stopped;
        } finally {
            span.setAttribute("outcome", outcome).end();
            registry.timer("audit.engine.run", "engine", names, "outcome", outcome)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /// Stores the end of the run.
    ///
    /// @return what the write says: whether it was done
    boolean store(BooleanSupplier write) {
        var span = tracer.spanBuilder("scan.store").setParent(inRun).startSpan();
        try (var _ = span.makeCurrent()) {
            var stored = write.getAsBoolean();
            span.setAttribute("outcome", stored ? "STORED" : "FENCED");
            return stored;
        } catch (RuntimeException failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
            throw failure;
        } finally {
            span.end();
        }
    }

    /// How the run ended; the last word counts.
    void outcome(String outcome) {
        run.setAttribute("outcome", outcome);
    }

    void leaseLost() {
        leasesLost.increment();
        outcome("LOST");
    }

    @Override
    public void close() {
        run.end();
    }
}
