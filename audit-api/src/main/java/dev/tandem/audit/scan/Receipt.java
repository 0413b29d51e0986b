package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Proof of what was looked at, so that a scan never says "clean" about a page that it did not see.
///
/// @param finalUrl where the browser ended up
/// @param redirects every address on the way there, without the final one
/// @param status the HTTP status of the document, null when there was none
/// @param textLength the characters that a reader could see
/// @param domSize the number of elements
/// @param framesTested frames that an engine looked into, the page itself among them
/// @param framesNotTested frames that none looked into
/// @param blocked requests that our own proxy refused, by host
/// @param trackers how often the page asked for hosts that advertise or track, by host, where the scan was to do
///   without
/// @param quiet whether the page came to rest within the time that was given
/// @param millis how long each phase took
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
        String finalUrl,
        List<String> redirects,
        @Nullable Integer status,
        @Nullable String contentType,
        String title,
        Verdict verdict,
        long textLength,
        long domSize,
        int framesTested,
        int framesNotTested,
        Map<String, String> blocked,
        Map<String, Integer> trackers,
        String browser,
        boolean loaded,
        boolean quiet,
        Map<String, Long> millis) {

    public Receipt {
        // Results of earlier versions say nothing of it.
        trackers = trackers == null ? Map.of() : Map.copyOf(trackers);
    }

    /// What the page turned out to be.
    public enum Verdict {
        /// The page that was asked for.
        SEEN,
        /// The server answered with an error page.
        ERROR_PAGE,
        /// There was nothing on it to look at.
        EMPTY_PAGE,
        /// The address leads to something that is no page.
        NOT_HTML
    }
}
