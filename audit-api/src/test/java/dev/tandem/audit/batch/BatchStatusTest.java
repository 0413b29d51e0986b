package dev.tandem.audit.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchStatusTest {

    @ParameterizedTest
    @CsvSource({
        "READING,                , 0, 0, 0, 0, 0, READING",
        "READING,                , 5, 0, 0, 0, 0, READING",
        "READ,                   , 5, 0, 0, 0, 0, PENDING",
        "READ,                   , 4, 1, 0, 0, 0, PROCESSING",
        "READ,                   , 4, 0, 0, 1, 0, PROCESSING",
        "READ,                   , 0, 1, 9, 0, 0, PROCESSING",
        "READ,                   , 0, 0, 9, 0, 0, COMPLETED",
        "READ,                   , 0, 0, 1, 9, 0, COMPLETED",
        "READ,                   , 0, 0, 0, 9, 0, FAILED",
        "READ,                   , 0, 0, 9, 9, 1, CANCELLED",
        "READ,                   , 0, 0, 0, 0, 5, CANCELLED",
        "FAILED, SITEMAP_REFUSED, 0, 0, 0, 0, 0, FAILED",
        "FAILED, BATCH_CANCELLED, 0, 0, 0, 0, 0, CANCELLED",
    })
    void isComputedFromTheScans(
            String state,
            @Nullable String error,
            int pending,
            int processing,
            int completed,
            int failed,
            int cancelled,
            BatchStatus status) {
        var total = pending + processing + completed + failed + cancelled;
        var counts = new Counts(total, pending, processing, completed, failed, cancelled);

        assertThat(BatchStatus.of(state, error, counts)).isEqualTo(status);
        assertThat(counts.percent() == 100).isEqualTo(total > 0 && pending + processing == 0);
    }
}
