package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `POST /scans/replays`, as it was sent. What is absent does not narrow the choice.
///
/// @param ids these scans alone; not together with anything else
/// @param errorCode only scans that failed with this code, such as `CONNECTION_CUT`
/// @param failedSince only scans that failed at this time or later
@RegisterForReflection
public record ReplayScans(
        @Schema(implementation = UUID[].class, maxItems = MAX_IDS) @Nullable List<@Nullable String> ids,
        @Nullable String errorCode,
        @Schema(format = "uuid") @Nullable String projectId,
        @Schema(format = "uuid") @Nullable String batchId,
        @Schema(format = "date-time") @Nullable String failedSince) {

    static final int MAX_IDS = 1000;

    /// Which failed scans are meant; null does not narrow the choice.
    record Choice(
            UUID @Nullable [] ids,
            @Nullable String errorCode,
            @Nullable UUID projectId,
            @Nullable UUID batchId,
            @Nullable OffsetDateTime failedSince) {}

    /// @throws Problem naming every field at fault
    Choice validated() {
        var errors = new ArrayList<Problem.FieldError>();
        if (ids != null && (errorCode != null || projectId != null || batchId != null || failedSince != null)) {
            errors.add(new Problem.FieldError("ids", "can't be combined with another choice."));
        }
        var choice =
                new Choice(
                        ids(errors),
                        errorCode,
                        uuid("projectId", projectId, errors),
                        uuid("batchId", batchId, errors),
                        time(errors));
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return choice;
    }

    private UUID @Nullable [] ids(List<Problem.FieldError> errors) {
        if (ids == null) {
            return null;
        }
        if (ids.size() > MAX_IDS) {
            errors.add(new Problem.FieldError("ids", "may hold at most " + MAX_IDS + " ids."));
            return null;
        }
        var uuids = new ArrayList<UUID>();
        for (var i = 0; i < ids.size(); i++) {
            var id = uuid("ids[" + i + "]", String.valueOf(ids.get(i)), errors);
            if (id != null) {
                uuids.add(id);
            }
        }
        return uuids.toArray(UUID[]::new);
    }

    private static @Nullable UUID uuid(String field, @Nullable String text, List<Problem.FieldError> errors) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException wrong) {
            errors.add(new Problem.FieldError(field, "is not a UUID."));
            return null;
        }
    }

    private @Nullable OffsetDateTime time(List<Problem.FieldError> errors) {
        try {
            return failedSince == null ? null : OffsetDateTime.parse(failedSince);
        } catch (DateTimeParseException wrong) {
            errors.add(new Problem.FieldError("failedSince", "is not a time such as 2026-01-31T12:00:00Z."));
            return null;
        }
    }
}
