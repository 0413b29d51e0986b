package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/// What a page asked of the network.
///
/// @param sent how many requests there were, the page itself among them
/// @param failed how many of them had no answer, or an error for one; a page without its styles is judged without them
/// @param failures the first of those: the address without its query, and the status or the browser's error
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Requests(int sent, int failed, Map<String, String> failures) {

    /// What is said of a page that was never opened.
    public static final Requests NONE = new Requests(0, 0, Map.of());
}
