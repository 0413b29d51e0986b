package dev.tandem.audit.engine;

import dev.tandem.audit.issue.Certainty;
import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.scan.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one engine says of one element under one of its rules.
///
/// @param code the engine's own name of the rule
/// @param target the element's selectors from the outermost frame or shadow root inwards
/// @param depth how many of them lead to the frame
/// @param html the element's HTML, shortened
record Observation(
        Engine engine,
        String code,
        String title,
        String message,
        @Nullable String helpUrl,
        List<String> criteria,
        Certainty certainty,
        Severity severity,
        List<String> target,
        int depth,
        String html) {

    private static final int LONGEST = 2_000;

    Observation {
        criteria = List.copyOf(criteria);
        target = List.copyOf(target);
        // Long enough to recognise an element by, short enough to store many.
        html = shortened(html);
        message = shortened(message);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    /// AccessLint looks into no shadow tree, so its silence about what is there says nothing.
    boolean inShadow() {
        return target.size() - depth > 1;
    }
}
