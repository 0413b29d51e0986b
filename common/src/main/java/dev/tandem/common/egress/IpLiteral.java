package dev.tandem.common.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an IP address from its one canonical notation, and from no other: the C library, Java and browsers disagree on
/// what `127.1` or `0177.0.0.1` mean, and whoever checks one reading must not dial another.
final class IpLiteral {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /// Neither a zone (`fe80::1%eth0`) nor brackets.
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

    private IpLiteral() {}

    /// The address, or null when the text is none. An IPv4-mapped IPv6 address comes back as the IPv4 address that it
    /// maps, because that is what Java would dial.
    static @Nullable InetAddress parse(String text) {
        if (IPV4.matcher(text).matches()) {
            return InetAddress.ofLiteral(text);
        }
        if (!IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return Inet6Address.ofLiteral(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
