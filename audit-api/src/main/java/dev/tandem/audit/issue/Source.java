package dev.tandem.audit.issue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// Who says so.
///
/// @param engine such as `axe`
/// @param code the engine's own name of the rule
/// @param certainty how sure this engine is, null where that is as the finding says
/// @param message this engine's own words, null where they are the finding's
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(String engine, String code, @Nullable Certainty certainty, @Nullable String message) {

    public Source(String engine, String code) {
        this(engine, code, null, null);
    }
}
