package dev.tandem.audit.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trackers that sites serve from their own host, where a list of hosts does not find them: known by the names of their
/// files. Chromium alone can be told of them at no cost.
final class TrackerPaths {

    private static final List<String> PATTERNS =
            List.of(
                    "*/gtm.js?id=GTM-*",
                    "*/gtag/js?id=*",
                    "*/g/collect?v=*",
                    "*/fbevents.js*",
                    "*/matomo.js*",
                    "*/matomo.php?*",
                    "*/piwik.js*",
                    "*/piwik.php?*");

    /// What Chromium says of a request that it was told to block.
    private static final String REASON = "inspector";

    private TrackerPaths() {}

    static void block(CDPSession devtools) {
        var patterns = new JsonArray();
        PATTERNS.forEach(patterns::add);
        var request = new JsonObject();
        request.add("urls", patterns);
        devtools.send("Network.enable");
        devtools.send("Network.setBlockedURLs", request);
    }

    static boolean isWhy(@Nullable String failure) {
        return REASON.equals(failure);
    }
}
