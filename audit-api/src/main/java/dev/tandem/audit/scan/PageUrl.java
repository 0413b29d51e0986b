package dev.tandem.audit.scan;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The address of a page, as people type it and as a browser is sent to it.
public final class PageUrl {

    private static final int MAX_LENGTH = 2048;
    private static final int MAX_PORT = 65_535;

    private static final Pattern PARTS = Pattern.compile("(?s)([^/?#]*//[^/?#]*)?([^#]*)(?:#(.*))?");
    private static final Pattern REFUSED_BY_JAVA =
            Pattern.compile("[\\x00-\\x7f&&[^\\w.~:/?@!$&'()*+,;=%-]]|%(?!\\p{XDigit}{2})");

    private PageUrl() {}

    /// Takes `http` and `https` addresses; one without a scheme, as people type it, is taken for `https`.
    ///
    /// @throws IllegalArgumentException in a sentence that goes on after the field's name
    public static URI parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("is missing. Give the address of a page, such as https://example.org/.");
        }
        var stripped = text.strip();
        if (stripped.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "has " + stripped.length() + " characters; at most " + MAX_LENGTH + " are taken.");
        }
        var uri = uri(stripped);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("must begin with http:// or https://.");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("names no host.");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must not hold a user name or password.");
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("has a port that does not exist.");
        }
        return uri;
    }

    /// The address that a browser shows. It may hold what Java's URI refuses, such as `|` or a second `#`, which are
    /// escaped here.
    ///
    /// @return `about:blank` when Java can't make anything of it
    public static URI shown(String address) {
        try {
            return new URI(escaped(address));
        } catch (URISyntaxException notForJava) {
            return URI.create("about:blank");
        }
    }

    /// The host is left as it is: what is wrong there is no address.
    private static String escaped(String address) {
        var parts = PARTS.matcher(address);
        if (!parts.matches()) {
            return address;
        }
        var fragment = parts.group(3);
        return Objects.requireNonNullElse(parts.group(1), "")
                + escapedPart(parts.group(2))
                + (fragment == null ? "" : "#" + escapedPart(fragment));
    }

    private static String escapedPart(String part) {
        return REFUSED_BY_JAVA.matcher(part).replaceAll(refused -> "%%%02X".formatted((int) refused.group().charAt(0)));
    }

    private static URI uri(String text) {
        try {
            // Whatever a browser's address bar takes is taken here too.
            var candidate = text.matches("(?i)[a-z][a-z0-9+.-]*:(?!\\d+([/?#]|$)).*") ? text : "https://" + text;
            return new URI(new URI(escaped(candidate)).toASCIIString());
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("is not an address that a browser could open.");
        }
    }
}
