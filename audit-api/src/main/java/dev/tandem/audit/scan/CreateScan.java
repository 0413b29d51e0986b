package dev.tandem.audit.scan;

import dev.tandem.common.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `POST /scans`, as it was sent: everything is a text here, so that a wrong value can be answered with the
/// field's name and what it may be. [#validated] makes a [ScanRequest] of it.
///
/// @param url the page to audit
/// @param projectId the project that the scan belongs to
/// @param device the screen that the page is shown on
/// @param engines what looks at the page; all engines when absent
@RegisterForReflection
public record CreateScan(
        @Schema(required = true, examples = "https://example.org/") @Nullable String url,
        @Schema(format = "uuid") @Nullable String projectId,
        @Schema(
                        enumeration = {"DESKTOP", "TABLET", "MOBILE"},
                        defaultValue = "DESKTOP")
                @Nullable String device,
        @Schema(implementation = Engine[].class) @Nullable List<@Nullable String> engines) {

    /// @throws Problem naming every field at fault
    ScanRequest validated() {
        var errors = new ArrayList<Problem.FieldError>();
        var uri = uri(errors);
        var project = project(errors);
        var screen = one("device", device, Device.class, Device.DESKTOP, errors);
        var lookers = engines(errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new ScanRequest(uri, project, screen, lookers);
    }

    private URI uri(List<Problem.FieldError> errors) {
        try {
            return PageUrl.parse(url);
        } catch (IllegalArgumentException wrong) {
            errors.add(new Problem.FieldError("url", String.valueOf(wrong.getMessage())));
            return URI.create("about:blank");
        }
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
