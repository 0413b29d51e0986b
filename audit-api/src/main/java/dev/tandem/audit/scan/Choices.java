package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what may be one of a few names, in any case.
final class Choices {

    private Choices() {}

    /// @param fallback what stands for null, and for a name that is none
    static <E extends Enum<E>> E one(
            String field, @Nullable String name, Class<E> type, E fallback, List<Problem.FieldError> errors) {
        if (name == null) {
            return fallback;
        }
        var wanted = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equals(wanted)) {
                return constant;
            }
        }
        var known = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        errors.add(new Problem.FieldError(field, "must be one of " + known + "."));
        return fallback;
    }

    static <E extends Enum<E>> Set<E> some(
            String field, List<@Nullable String> names, Class<E> type, List<Problem.FieldError> errors) {
        var chosen = EnumSet.noneOf(type);
        for (var name : names) {
            chosen.add(one(field, name == null ? "" : name, type, type.getEnumConstants()[0], errors));
        }
        if (names.isEmpty()) {
            errors.add(new Problem.FieldError(field, "must name at least one, or be left out for all."));
        }
        return chosen;
    }
}
