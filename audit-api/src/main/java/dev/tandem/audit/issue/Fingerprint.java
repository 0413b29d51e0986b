package dev.tandem.audit.issue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What makes two findings of two scans the same barrier: the page without its query, the rule, where the element is
/// and what kind of element it is. Not its text and not its generated names, because those change with every build of a
/// site while the barrier stays.
public final class Fingerprint {

    /// Raised when the recipe changes, so that old and new fingerprints are never taken for each other.
    private static final String VERSION = "1";

    /// Names that tools make up: `css-1x2y3z`, `sc-bdVaJa`, `:r3:`, or anything with three digits in a row.
    private static final Pattern GENERATED = Pattern.compile("(?i)\\b(css|sc|jss|emotion)-[\\w-]+|:r[\\w]+:|\\d{3,}");

    private static final Pattern OPENING_TAG = Pattern.compile("^\\s*<([a-zA-Z][\\w-]*)");

    private Fingerprint() {}

    /// @param page the address that the finding is on
    /// @param code the rule
    /// @param target the element's selectors from the outermost inwards
    /// @param html the element's HTML, of which only the tag's name counts
    public static String of(URI page, String code, List<String> target, String html) {
        var place = String.join(" >>> ", target);
        var text = String.join("\n", VERSION, addressOf(page), code, stable(place), tagOf(html));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String addressOf(URI page) {
        var host = String.valueOf(page.getHost()).toLowerCase(Locale.ROOT);
        var path = page.getRawPath() == null || page.getRawPath().isEmpty() ? "/" : page.getRawPath();
        return host + (page.getPort() < 0 ? "" : ":" + page.getPort()) + path;
    }

    private static String stable(String selector) {
        return GENERATED.matcher(selector).replaceAll("*");
    }

    private static String tagOf(String html) {
        var tag = OPENING_TAG.matcher(html);
        return tag.find() ? tag.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
