package dev.tandem.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.scan.ScanError;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LanesTest {

    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Claim CLAIM =
            new Claim(
                    UUID.randomUUID(),
                    1,
                    0,
                    URI.create("https://site.example/"),
                    Device.DESKTOP,
                    Set.of(Engine.AXE, Engine.LIGHTHOUSE),
                    PageSettings.DEFAULT,
                    Duration.ZERO,
                    null);

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final StubEngine stub = new StubEngine(Duration.ZERO);

    @Test
    void lighthouseBeingLateCostsNothingOfWhatTheOtherEnginesFound() throws Exception {
        // When
        var outcome = Outcome.of(ask(stub::audit, this::endless));

        // Then
        var done = assertThat(outcome).asInstanceOf(type(Outcome.Done.class)).actual();
        assertThat(done.findings()).hasSize(1);
        assertThat(done.result().engines())
                .extracting(EngineRun::engine, EngineRun::outcome)
                .containsExactly(
                        tuple(Engine.AXE, EngineRun.Outcome.SUCCEEDED),
                        tuple(Engine.LIGHTHOUSE, EngineRun.Outcome.FAILED));
        assertThat(done.result().engines().getLast().error())
                .extracting(ScanError::code, ScanError::retryable)
                .containsExactly("SCAN_TIMED_OUT", true);
        assertThat(stopped.await(10, TimeUnit.SECONDS)).as("its thread was interrupted").isTrue();
        assertThat(told).contains("AXE SUCCEEDED", "LIGHTHOUSE FAILED");
    }

    @Test
    void aPageThatTakesTooLongDoesNotCostLighthousesReport() {
        var outcome = Outcome.of(ask(this::endless, stub::audit));

        var done = assertThat(outcome).asInstanceOf(type(Outcome.Done.class)).actual();
        assertThat(done.result().lighthouse()).isEqualTo(JsonNodeFactory.instance.objectNode());
        assertThat(done.result().summary()).as("unknown is not zero").isNull();
    }

    @Test
    void aScanWhoseEnginesAreAllLateHasTimedOut() {
        var outcome = Outcome.of(ask(this::endless, this::endless));

        var failed = assertThat(outcome).asInstanceOf(type(Outcome.Failed.class)).actual();
        assertThat(failed.error().code()).isEqualTo("SCAN_TIMED_OUT");
        assertThat(failed.error().retryable()).isTrue();
    }

    private List<EngineAnswer> ask(Lanes.Audit page, Lanes.Audit lighthouse) {
        var telemetry = new RunTelemetry(TracerProvider.noop().get("test"), new SimpleMeterRegistry());
        try (var trace = telemetry.begin(CLAIM)) {
            var lanes =
                    new Lanes(
                            new Lanes.Audits(page, lighthouse),
                            trace,
                            (engine, state) -> told.add(engine + " " + state));
            return lanes.ask(CLAIM, LIMIT).await().atMost(Duration.ofSeconds(10));
        }
    }

    private EngineAnswer endless(Claim claim, Set<Engine> engines) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            throw new IllegalStateException("nobody counts down");
        } catch (InterruptedException stopping) {
            stopped.countDown();
            throw stopping;
        }
    }
}
