package dev.tandem.common.egress;

import dev.tandem.common.egress.EgressDenied.Reason;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The host of a URL in the only notations that are let through: a DNS name in ASCII, a canonical dotted quad, or an
/// IPv6 address in brackets.
///
/// @param text the name in lower case without a dot at its end, or the address as it was written
/// @param literal the address, when the host is one
record HostName(String text, @Nullable InetAddress literal) {

    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    /// How the URL standard tells an IPv4 address from a name: by a last label that is a number, in any base. See
    /// https://url.spec.whatwg.org/#ends-in-a-number-checker.
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

    static HostName parse(String host) throws EgressDenied {
        var lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            // Brackets are for IPv6 alone: a host in them always has a colon.
            var address = lower.indexOf(':') < 0 ? null : IpLiteral.parse(lower.substring(1, lower.length() - 1));
            return new HostName(lower, orMalformed(host, address));
        }
        if (ENDS_IN_NUMBER.matcher(lower).matches()) {
            return new HostName(lower, orMalformed(host, IpLiteral.parse(lower)));
        }
        var name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (!NAME.matcher(name).matches()) {
            throw malformed(host);
        }
        return new HostName(name, null);
    }

    /// Whether this is an IPv4 address in IPv6 clothes (`[::ffff:10.0.0.1]`), which has no use but to deceive.
    boolean isMappedIpv4() {
        return literal instanceof Inet4Address && text.startsWith("[");
    }

    /// Whether the name says by itself that it is not on the public Internet: this machine, a cloud's internal zone
    /// (`metadata.google.internal` among them), or a name without a dot, which a search list would complete.
    boolean isInternal() {
        return text.indexOf('.') < 0 || text.endsWith(".localhost") || text.endsWith(".internal");
    }

    private static InetAddress orMalformed(String host, @Nullable InetAddress address) throws EgressDenied {
        if (address == null) {
            throw malformed(host);
        }
        return address;
    }

    private static EgressDenied malformed(String host) {
        return new EgressDenied(
                Reason.MALFORMED_HOST,
                "\"%s\" is neither a host name nor an address in its usual notation.".formatted(printable(host)));
    }

    private static String printable(String host) {
        var shown = host.length() > 100 ? host.substring(0, 100) + "…" : host;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
