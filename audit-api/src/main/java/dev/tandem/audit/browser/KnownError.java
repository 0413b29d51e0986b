package dev.tandem.audit.browser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an error of a browser means to people. Several that mean the same share a code.
///
/// @param retryable whether trying again later may help
record KnownError(String code, boolean retryable, String sentence) {

    /// Reads a table: each paragraph is a line `CODE again: sentence` or `CODE final: sentence`, followed by lines with
    /// the browser's own words for it.
    ///
    /// @return by those words, in the table's order
    static Map<String, KnownError> table(String text, String separator) {
        var table = new LinkedHashMap<String, KnownError>();
        for (var paragraph : text.strip().split("\n\n")) {
            var lines = new ArrayList<>(List.of(paragraph.split("\n")));
            var head = lines.removeFirst().split(" ", 3);
            var known = new KnownError(head[0], head[1].equals("again:"), head[2]);
            for (var line : lines) {
                for (var word : line.strip().split(separator)) {
                    table.put(word, known);
                }
            }
        }
        return table;
    }

    BrowserFailure because(@Nullable Throwable cause) {
        return new BrowserFailure(code, sentence, retryable, cause);
    }
}
