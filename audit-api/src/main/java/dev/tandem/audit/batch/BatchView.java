package dev.tandem.audit.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.audit.scan.ScanError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A batch as callers see it.
///
/// @param sitemap where its pages come from, null when they were listed
/// @param options what each of its scans is asked with; empty while it is read
/// @param progress how much of it has ended, in percent
/// @param rejected how many entries named no page that can be audited
/// @param rejections the first of them
/// @param error why it could not be read
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchView(
        UUID id,
        BatchStatus status,
        @Nullable String sitemap,
        @Nullable UUID projectId,
        JsonNode options,
        Counts counts,
        int progress,
        int rejected,
        List<Rejection> rejections,
        @Nullable ScanError error,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
