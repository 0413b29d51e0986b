package dev.tandem.audit.issue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One barrier at one element.
///
/// @param fingerprint the same from scan to scan for the same barrier, SHA-256 in hex; see [Fingerprint]
/// @param code the rule, such as `image-alt`
/// @param sources each engine that reported it, under its own rule; the first is the one whose words the finding uses
/// @param dissent each engine that has an equal rule, looked at the element, and did not complain
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
        List<Source> dissent,
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

    /// The order in which findings are told.
    public static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::certainty)
                    .thenComparing(Finding::severity)
                    .thenComparing(Finding::code)
                    .thenComparing(Finding::selector);

    public Finding {
        sources = List.copyOf(sources);
        dissent = List.copyOf(dissent);
        successCriteria = List.copyOf(successCriteria);
        target = List.copyOf(target);
    }

    /// The same finding, after the second look.
    public Finding seenAgain(Certainty certainty, Stability stability) {
        return new Finding(
                fingerprint,
                code,
                sources,
                dissent,
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

    /// Whether engines that have a rule for it disagree: one fails the element, another passes it or can't decide.
    @JsonProperty
    public boolean disputed() {
        return !dissent.isEmpty()
                || sources.stream().anyMatch(source -> source.certainty() != null && source.certainty() != certainty);
    }
}
