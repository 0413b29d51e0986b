package dev.tandem.audit.lighthouse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/// A config with short limits, for tests.
record FixedEngineConfig(Path directory, String node, Lighthouse lighthouse) implements EngineConfig {

    static final Limits LIMITS = new Limits(1, Duration.ofSeconds(20), Duration.ofMillis(400), 50, 800);

    record Limits(int count, Duration silence, Duration grace, int runsPerWorker, int memoryLimitMegabytes)
            implements Lighthouse {

        Limits silence(Duration shorter) {
            return new Limits(count, shorter, grace, runsPerWorker, memoryLimitMegabytes);
        }

        Limits runsPerWorker(int runs) {
            return new Limits(count, silence, grace, runs, memoryLimitMegabytes);
        }

        Limits grace(Duration other) {
            return new Limits(count, silence, other, runsPerWorker, memoryLimitMegabytes);
        }

        @Override
        public OptionalInt workers() {
            return OptionalInt.of(count);
        }

        @Override
        public int performanceRuns() {
            return 1;
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Duration queueTimeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration startTimeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration maxWaitForLoad() {
            return Duration.ofSeconds(35);
        }

        @Override
        public Duration maxWaitForPaint() {
            return Duration.ofSeconds(15);
        }

        @Override
        public Duration idle() {
            return Duration.ofMinutes(30);
        }

        @Override
        public double contendedBelow() {
            return 0.6;
        }
    }
}
