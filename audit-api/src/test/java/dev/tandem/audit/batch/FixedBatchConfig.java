package dev.tandem.audit.batch;

import java.time.Duration;

record FixedBatchConfig(int urls, int chunk, int rejectionsKept) implements BatchConfig {

    @Override
    public int readingsAtOnce() {
        return 1;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration abandonedAfter() {
        return Duration.ofMinutes(5);
    }
}
