package dev.tandem.common.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// A range that the public Internet does not route, or that must not be reached from here.
///
/// From the IANA registries of special-purpose addresses (RFC 6890, RFC 8190), with the ranges that newer documents
/// add.
///
/// @param kind what the range is, so that it fits behind "leads to"
record SpecialRange(AddressRange range, String kind) {

    private static final List<SpecialRange> ALL =
            List.of(
                    of("0.0.0.0/8", "an address without meaning outside its own network"),
                    of("10.0.0.0/8", "a private network"),
                    of("100.64.0.0/10", "a provider's private network"),
                    of("127.0.0.0/8", "this machine itself"),
                    of("169.254.0.0/16", "a link-local address, where clouds keep their metadata"),
                    of("172.16.0.0/12", "a private network"),
                    of("192.0.0.0/24", "a range reserved for protocols"),
                    of("192.0.2.0/24", "a range reserved for documentation"),
                    of("192.88.99.0/24", "a relay between IPv6 and IPv4"),
                    of("192.168.0.0/16", "a private network"),
                    of("198.18.0.0/15", "a range reserved for benchmarks"),
                    of("198.51.100.0/24", "a range reserved for documentation"),
                    of("203.0.113.0/24", "a range reserved for documentation"),
                    of("224.0.0.0/4", "a multicast address"),
                    of("240.0.0.0/4", "a reserved or broadcast address"),
                    of("::1", "this machine itself"),
                    of("::/96", "an address without meaning outside its own network"),
                    of("64:ff9b::/96", "a translation into IPv4"),
                    of("64:ff9b:1::/48", "a translation into IPv4"),
                    of("100::/64", "a range that discards everything"),
                    of("2001::/23", "a range reserved for protocols"),
                    of("2001:db8::/32", "a range reserved for documentation"),
                    of("2002::/16", "a relay between IPv6 and IPv4"),
                    of("3fff::/20", "a range reserved for documentation"),
                    of("fc00::/7", "a private network"),
                    of("fe80::/10", "a link-local address"),
                    of("fec0::/10", "a private network"),
                    of("ff00::/8", "a multicast address"));

    /// IANA gives out global IPv6 addresses from this block alone, so whatever lies outside it, listed above or not
    /// (IPv4-mapped addresses, for one), is denied.
    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

    /// What kind of special address this is; empty for an ordinary address of the public Internet.
    static Optional<String> kindOf(InetAddress address) {
        for (var special : ALL) {
            if (special.range.contains(address)) {
                return Optional.of(special.kind);
            }
        }
        return address instanceof Inet6Address && !GLOBAL_IPV6.contains(address)
                ? Optional.of("an address that is not public")
                : Optional.empty();
    }

    private static SpecialRange of(String range, String kind) {
        return new SpecialRange(AddressRange.parse(range), kind);
    }
}
