package dev.tandem.audit.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScanEventTest {

    private static final UUID ID = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private ScanEvent.Follow follow = ScanEvent.Follow.beginning();

    @Test
    void tellsAWholeScanOnce() {
        assertThat(look(ScanStatus.PENDING, Map.of(), null)).containsExactly("queued");
        assertThat(look(ScanStatus.PENDING, Map.of(), null)).isEmpty();
        assertThat(look(ScanStatus.PROCESSING, Map.of("AXE", "RUNNING"), NOW)).containsExactly("started", "phase");
        assertThat(look(ScanStatus.PROCESSING, Map.of("AXE", "RUNNING"), NOW)).isEmpty();
        assertThat(look(ScanStatus.PROCESSING, Map.of("AXE", "SUCCEEDED"), NOW)).containsExactly("phase");
        assertThat(look(ScanStatus.COMPLETED, Map.of("AXE", "SUCCEEDED"), NOW)).containsExactly("done");
    }

    @Test
    void tellsWhoeverComesLateTheSame() {
        assertThat(look(ScanStatus.COMPLETED, Map.of("AXE", "SUCCEEDED"), NOW))
                .containsExactly("queued", "started", "phase", "done");
    }

    @Test
    void tellsThatAScanWaitsToBeTriedAgain() {
        look(ScanStatus.PROCESSING, Map.of(), NOW);

        assertThat(look(ScanStatus.PENDING, Map.of(), NOW)).containsExactly("queued");
        assertThat(look(ScanStatus.PROCESSING, Map.of(), NOW)).containsExactly("started");
    }

    @Test
    void tellsThatAWaitingScanWasCancelled() {
        look(ScanStatus.PENDING, Map.of(), null);

        assertThat(look(ScanStatus.CANCELLED, Map.of(), null)).containsExactly("done");
    }

    private List<String> look(ScanStatus status, Map<String, String> progress, @Nullable Instant started) {
        follow =
                follow.next(
                        new ScanView(
                                ID,
                                "https://example.org/",
                                status,
                                Device.DESKTOP,
                                0,
                                null,
                                null,
                                0,
                                PageSettings.DEFAULT,
                                progress,
                                null,
                                null,
                                List.of(),
                                null,
                                null,
                                NOW,
                                started,
                                null));
        return follow.events().stream().map(ScanEvent::name).toList();
    }
}
