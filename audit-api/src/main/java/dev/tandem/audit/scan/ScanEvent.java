package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened to a scan.
///
/// @param name `queued`, `started`, `phase` or `done`
/// @param phase what part of the work this is about, such as `AXE`; null unless the event is a `phase`
/// @param state what that part is at, such as `RUNNING`, `SUCCEEDED` or `FAILED`
/// @param error why the scan failed, or why it waits to be tried again
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScanEvent(
        @JsonIgnore String name,
        UUID scanId,
        ScanStatus status,
        int attempts,
        @Nullable String phase,
        @Nullable String state,
        @Nullable ScanError error) {

    private static ScanEvent of(String name, ScanView scan) {
        return new ScanEvent(name, scan.id(), scan.status(), scan.attempts(), null, null, scan.error());
    }

    /// What a follower has seen, and what is new to him: events are the differences between two looks at the row, so
    /// that whoever comes late, or misses a hint, is told the same in the end.
    record Follow(@Nullable ScanView seen, List<ScanEvent> events) {

        static Follow beginning() {
            return new Follow(null, List.of());
        }

        Follow next(ScanView now) {
            var events = new ArrayList<ScanEvent>();
            var before = seen == null ? null : seen.status();
            if (before == null || (before != now.status() && now.status() == ScanStatus.PENDING)) {
                events.add(of("queued", now));
            }
            if (now.startedAt() != null && now.status() != ScanStatus.PENDING && before != ScanStatus.PROCESSING) {
                events.add(of("started", now));
            }
            now.progress()
                    .forEach((phase, state) -> {
                        if (seen == null || !state.equals(seen.progress().get(phase))) {
                            events.add(
                                    new ScanEvent("phase", now.id(), now.status(), now.attempts(), phase, state, null));
                        }
                    });
            if (now.status().isFinal()) {
                events.add(of("done", now));
            }
            return new Follow(now, events);
        }
    }
}
