package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Proof of what was looked at, so that a scan never says "clean" about a page that it did not see.
///
/// @param finalUrl where the browser ended up
/// @param redirects every address on the way there, whether the server or the page itself led on, without the final one
/// @param status the HTTP status of the document, null when there was none
/// @param because what the verdict was drawn from, null when it is SEEN
/// @param textLength the characters that a reader could see
/// @param domSize the number of elements
/// @param framesTested frames that an engine looked into, the page itself among them
/// @param framesNotTested frames that none looked into
/// @param blocked requests that our own proxy refused, by host
/// @param trackers how often the page asked for hosts that advertise or track, by host, where the scan was to do
///   without
/// @param requests what the page asked of the network and what failed
/// @param readiness whether the page had come to rest
/// @param secondLook what became of the findings when the page was looked at again
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
        @Nullable String because,
        long textLength,
        long domSize,
        int framesTested,
        int framesNotTested,
        Map<String, String> blocked,
        Map<String, Integer> trackers,
        Requests requests,
        String browser,
        Readiness readiness,
        SecondLook secondLook,
        Map<String, Long> millis) {

    public Receipt {
        // Results of earlier versions say nothing of it.
        trackers = trackers == null ? Map.of() : Map.copyOf(trackers);
        // Receipts of earlier versions lack these.
        requests = Objects.requireNonNullElse(requests, Requests.NONE);
        readiness = Objects.requireNonNullElse(readiness, Readiness.NONE);
        secondLook = Objects.requireNonNullElse(secondLook, SecondLook.NONE);
    }

    /// What the page turned out to be.
    public enum Verdict {
        /// The page that was asked for.
        SEEN,
        /// A form that asks who the visitor is, in place of the page.
        LOGIN_WALL,
        /// A check that the visitor is no robot, in place of the page.
        BOT_WALL,
        /// A question for consent lies over the whole page.
        CONSENT_WALL,
        /// The server answered with an error page.
        ERROR_PAGE,
        /// A page that says that there is no such page, though the server said that all is well.
        SOFT_404,
        /// There was nothing on it to look at.
        EMPTY_PAGE,
        /// The address leads to something that is no page.
        NOT_HTML,
        /// The page went on to other addresses whenever it was looked at.
        NAVIGATED_AWAY
    }
}
