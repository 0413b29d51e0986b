package dev.tandem.jobs.schedule;

import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// When polls begin by themselves.
@Schema(name = "Schedule")
public record ScheduleView(
        @Schema(description = "A crontab line, unless `every` says it.") @Nullable String cron,
        @Schema(description = "The time from one poll to the next, unless `cron` says it.") @Nullable Duration every,
        String zone,
        @Schema(description = "Up to how much later than planned a poll begins.") Duration jitter,
        boolean enabled,
        @Schema(description = "When the next poll begins, if nothing changes.") Instant nextAt,
        @Schema(description = "When the last scheduled poll was due.") @Nullable Instant lastAt) {}
