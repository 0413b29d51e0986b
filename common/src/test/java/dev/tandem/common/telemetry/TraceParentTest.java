package dev.tandem.common.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String VALUE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void isTheSameAfterItWasWrittenDown() {
        try (var there = TraceParent.parse(VALUE).makeCurrent()) {
            assertThat(TraceParent.current()).isEqualTo(VALUE);
        }
    }

    @Test
    void isNothingOutsideOfATrace() {
        assertThat(TraceParent.current()).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01"})
    void beginsAnewWhereTheValueIsMissingOrBroken(String value) {
        assertThat(Span.fromContext(TraceParent.parse(value)).getSpanContext().isValid()).isFalse();
    }
}
