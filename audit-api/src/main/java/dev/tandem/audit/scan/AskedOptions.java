package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a caller asks of a scan besides its page, as it was sent.
///
/// @param projectId the project that the scan belongs to
/// @param device the screen that the page is shown on
/// @param engines what looks at the page; all engines when absent
/// @param priority higher ones are started first
public record AskedOptions(
        @Nullable String projectId,
        @Nullable String device,
        @Nullable List<@Nullable String> engines,
        @Nullable Number priority) {

    private static final int PRIORITIES = 100;

    /// @param errors takes every field at fault; unless it is empty afterwards, the result is of no use
    public ScanOptions validated(List<Problem.FieldError> errors) {
        return new ScanOptions(
                project(errors),
                one("device", device, Device.class, Device.DESKTOP, errors),
                engines(errors),
                priority(errors));
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
        if (engines == null) {
            return EnumSet.allOf(Engine.class);
        }
        var chosen = EnumSet.noneOf(Engine.class);
        for (var name : engines) {
            chosen.add(one("engines", name == null ? "" : name, Engine.class, Engine.AXE, errors));
        }
        if (engines.isEmpty()) {
            errors.add(new Problem.FieldError("engines", "must name at least one engine, or be left out for all."));
        }
        return chosen;
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

    private static <E extends Enum<E>> E one(
            String field, @Nullable String name, Class<E> type, E fallback, List<Problem.FieldError> errors) {
        if (name == null) {
            return fallback;
        }
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        var known = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        errors.add(new Problem.FieldError(field, "must be one of " + known + "."));
        return fallback;
    }
}
