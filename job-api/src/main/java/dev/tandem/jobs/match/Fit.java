package dev.tandem.jobs.match;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How well a posting fits what somebody asked for.
///
/// @param score 0 to 100: what was reached of what could be
/// @param reasons one for each criterion that was asked for
@RegisterForReflection
public record Fit(int score, List<Reason> reasons) {

    public Fit {
        reasons = List.copyOf(reasons);
    }

    /// What one criterion contributes.
    ///
    /// @param points what it contributes, at most `of`
    @Schema(name = "MatchReason")
    @RegisterForReflection
    public record Reason(String sentence, int points, int of) {}
}
