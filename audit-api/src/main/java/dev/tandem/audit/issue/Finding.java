package dev.tandem.audit.issue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One barrier at one element.
///
/// @param fingerprint the same from scan to scan for the same barrier, SHA-256 in hex; see [Fingerprint]
/// @param code the rule, such as `image-alt`
/// @param sources each engine that reported it, under its own rule
/// @param stability whether it was the same when the page was looked at again
/// @param title what the rule asks for
/// @param message what is wrong with this element, and how to mend it
/// @param successCriteria the WCAG success criteria that it fails, such as `1.1.1`; empty for best practices
/// @param target the element's selectors from the outermost frame or shadow root inwards
/// @param selector the same as one text
/// @param context the element's HTML, shortened
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
        String fingerprint,
        String code,
        List<Source> sources,
        Severity severity,
        Certainty certainty,
        Stability stability,
        String title,
        String message,
        @Nullable String helpUrl,
        List<String> successCriteria,
        List<String> target,
        String selector,
        String context) {

    public Finding {
        sources = List.copyOf(sources);
        successCriteria = List.copyOf(successCriteria);
        target = List.copyOf(target);
    }

    /// The same finding, after the second look.
    public Finding seenAgain(Certainty certainty, Stability stability) {
        return new Finding(
                fingerprint,
                code,
                sources,
                severity,
                certainty,
                stability,
                title,
                message,
                helpUrl,
                successCriteria,
                target,
                selector,
                context);
    }
}
