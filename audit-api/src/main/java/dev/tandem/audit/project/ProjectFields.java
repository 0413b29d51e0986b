package dev.tandem.audit.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.common.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of a project that a request names. What is absent stays as it is; a limit that is null is lifted.
///
/// @param name null when it is not named
/// @param scansPerDay null when it is not named, empty when it is lifted
/// @param concurrentScans null when it is not named, empty when it is lifted
record ProjectFields(
        @Nullable String name, @Nullable Optional<Integer> scansPerDay, @Nullable Optional<Integer> concurrentScans) {

    private static final int MAX_NAME = 200;
    private static final Set<String> KNOWN = Set.of("name", "scansPerDay", "concurrentScans");

    /// @throws Problem naming every field at fault
    static ProjectFields read(@Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.invalid("name", "is missing. Send a JSON object such as {\"name\": \"Website\"}.");
        }
        var errors = new ArrayList<Problem.FieldError>();
        body.fieldNames()
                .forEachRemaining(field -> {
                    if (!KNOWN.contains(field)) {
                        errors.add(new Problem.FieldError(field, "is not a field of a project."));
                    }
                });
        var fields =
                new ProjectFields(
                        name(body, errors), limit(body, "scansPerDay", errors), limit(body, "concurrentScans", errors));
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return fields;
    }

    private static @Nullable String name(JsonNode body, List<Problem.FieldError> errors) {
        if (!body.has("name")) {
            return null;
        }
        var name = body.get("name").isTextual() ? body.get("name").textValue().strip() : "";
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            errors.add(
                    new Problem.FieldError(
                            "name", "must be a text of 1 to " + MAX_NAME + " characters without line breaks."));
        }
        return name;
    }

    private static @Nullable Optional<Integer> limit(JsonNode body, String field, List<Problem.FieldError> errors) {
        if (!body.has(field)) {
            return null;
        }
        var value = body.get(field);
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!value.isInt() || value.intValue() < 1) {
            errors.add(new Problem.FieldError(field, "must be an integer from 1, or null for no limit."));
            return Optional.empty();
        }
        return Optional.of(value.intValue());
    }

    /// The project with these fields in place of its own.
    Project over(Project project) {
        return new Project(
                project.id(),
                name == null ? project.name() : name,
                scansPerDay == null ? project.scansPerDay() : scansPerDay.orElse(null),
                concurrentScans == null ? project.concurrentScans() : concurrentScans.orElse(null),
                project.createdAt());
    }
}
