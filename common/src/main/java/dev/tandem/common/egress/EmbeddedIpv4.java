package dev.tandem.common.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the IPv4 addresses that an IPv6 address stands for: a translator or relay on the way would turn the one into
/// the other, past a check that saw only the IPv6 form.
final class EmbeddedIpv4 {

    private static final AddressRange MAPPED = wholeRange(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 96);
    private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange LOCAL_NAT64 = AddressRange.parse("64:ff9b:1::/48");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
    private static final AddressRange TEREDO = AddressRange.parse("2001::/32");

    private EmbeddedIpv4() {}

    /// The embedded addresses; empty when there are none.
    static List<InetAddress> in(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return List.of();
        }
        var bytes = address.getAddress();
        var found = new ArrayList<InetAddress>();
        if (MAPPED.contains(address)
                || isCompatible(address)
                || NAT64.contains(address)
                || LOCAL_NAT64.contains(address)
                || isIsatap(bytes)) {
            found.add(ipv4(bytes, 12));
        }
        if (SIX_TO_FOUR.contains(address)) {
            found.add(ipv4(bytes, 2));
        }
        if (TEREDO.contains(address)) {
            found.add(ipv4(bytes, 4));
            found.add(ipv4(inverted(bytes), 12));
        }
        return found;
    }

    /// RFC 4291 §2.5.5.1, without the two addresses at its start that mean something of their own.
    private static boolean isCompatible(InetAddress address) {
        return COMPATIBLE.contains(address) && !address.isAnyLocalAddress() && !address.isLoopbackAddress();
    }

    /// RFC 5214 §6.1: the interface identifier `0000:5efe` or `0200:5efe`, then the IPv4 address, under any prefix.
    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & ~2) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }

    /// RFC 4380 §4: Teredo hides the client's address from rewriting routers by inverting its bits.
    private static byte[] inverted(byte[] bytes) {
        var result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = (byte) ~bytes[i];
        }
        return result;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("Four bytes are always an address", impossible);
        }
    }

    /// Java reads the text `::ffff:0:0` as an IPv4 address, so this range can't be written as text.
    private static AddressRange wholeRange(byte[] prefix, int prefixLength) {
        try {
            var network = Inet6Address.getByAddress(null, Arrays.copyOf(prefix, 16), -1);
            return new AddressRange(network, prefixLength);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("Sixteen bytes are always an address", impossible);
        }
    }
}
