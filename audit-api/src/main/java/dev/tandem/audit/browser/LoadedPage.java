package dev.tandem.audit.browser;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a page came to be loaded.
///
/// @param redirects every address on the way, without the final one
/// @param loaded whether it reached its `load` event in time
/// @param quiet whether it came to rest in time
/// @param openMillis until the document began to arrive
/// @param loadMillis from there to `load`
/// @param quietMillis from there to rest
public record LoadedPage(
        String finalUrl,
        List<String> redirects,
        int status,
        @Nullable String contentType,
        boolean loaded,
        boolean quiet,
        long openMillis,
        long loadMillis,
        long quietMillis) {

    public LoadedPage {
        redirects = List.copyOf(redirects);
    }
}
