package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a caller asks of a scan besides its page, as it was sent.
///
/// @param projectId the project that the scan belongs to
/// @param device the screen that the page is shown on
/// @param engines what looks at the page; all engines when absent
/// @param priority higher ones are started first
/// @param settings how the page is opened and judged
public record AskedOptions(
        @Nullable String projectId,
        @Nullable String device,
        @Nullable List<@Nullable String> engines,
        @Nullable Number priority,
        AskedSettings settings) {

    private static final int PRIORITIES = 100;

    /// @param errors takes every field at fault; unless it is empty afterwards, the result is of no use
    public ScanOptions validated(List<Problem.FieldError> errors) {
        return new ScanOptions(
                project(errors),
                Choices.one("device", device, Device.class, Device.DESKTOP, errors),
                engines(errors),
                priority(errors),
                settings.validated(errors));
    }

    private @Nullable UUID project(List<Problem.FieldError> errors) {
        try {
            return projectId == null ? null : UUID.fromString(projectId);
        } catch (IllegalArgumentException wrong) {
            errors.add(new Problem.FieldError("projectId", "is not a UUID."));
            return null;
        }
    }

    private Set<Engine> engines(List<Problem.FieldError> errors) {
        return engines == null ? EnumSet.allOf(Engine.class) : Choices.some("engines", engines, Engine.class, errors);
    }

    private int priority(List<Problem.FieldError> errors) {
        if (priority == null) {
            return 0;
        }
        if (priority instanceof Integer number && Math.abs(number.longValue()) <= PRIORITIES) {
            return number;
        }
        errors.add(
                new Problem.FieldError(
                        "priority", "must be an integer from " + -PRIORITIES + " to " + PRIORITIES + "."));
        return 0;
    }
}
