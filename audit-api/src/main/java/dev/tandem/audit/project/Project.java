package dev.tandem.audit.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a tenant audits together.
///
/// @param name unique within the tenant
/// @param scansPerDay how many scans are accepted within 24 hours; null limits nothing
/// @param concurrentScans how many scans may wait or run at the same time; null limits nothing. A batch is accepted
///   beyond it and held back until there is room
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Project(
        UUID id, String name, @Nullable Integer scansPerDay, @Nullable Integer concurrentScans, Instant createdAt) {

    /// Whether accepting a scan needs counting.
    public boolean hasLimits() {
        return scansPerDay != null || concurrentScans != null;
    }
}
