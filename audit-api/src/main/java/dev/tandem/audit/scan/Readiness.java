package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// The state that a page was in when it was looked at.
///
/// @param loaded whether it had reached its `load` event
/// @param quiet whether its content and its requests had come to rest within the time that was given
/// @param busyWith why it was not quiet: `CONTENT` and the addresses, without their queries, that it was waiting for
/// @param restlessElements elements that went on changing in place, such as clocks, which were not waited for
/// @param heldAnimations endless animations, which were held at their beginning
/// @param screens how many screens it was scrolled through first, 0 when that was not asked for
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Readiness(
        boolean loaded, boolean quiet, List<String> busyWith, int restlessElements, int heldAnimations, int screens) {

    /// What is said of a page that was never opened.
    public static final Readiness NONE = new Readiness(false, false, List.of(), 0, 0, 0);

    public Readiness {
        busyWith = List.copyOf(busyWith);
    }
}
