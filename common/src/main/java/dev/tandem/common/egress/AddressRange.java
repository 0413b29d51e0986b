package dev.tandem.common.egress;

import java.net.InetAddress;

/// A range of IP addresses in CIDR notation (RFC 4632, RFC 4291 §2.3), of one family.
///
/// @param network the first address of the range
/// @param prefixLength how many leading bits are common to all addresses of the range: 0 to 32, or 0 to 128 for IPv6
/// @throws IllegalArgumentException when the prefix does not fit the family, or the network has bits behind the prefix
public record AddressRange(InetAddress network, int prefixLength) {

    public AddressRange {
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException(
                    "The prefix length of %s must lie between 0 and %d, not %d."
                            .formatted(network.getHostAddress(), bits, prefixLength));
        }
        // A typo such as 10.20.0.1/8 would open far more than its author can have meant.
        if (hasBitsBehind(network.getAddress(), prefixLength)) {
            throw new IllegalArgumentException(
                    "%s/%d has bits behind its prefix: name the first address of the range."
                            .formatted(network.getHostAddress(), prefixLength));
        }
    }

    /// Reads `10.20.0.0/16`, `fd00::/8`, or a single address such as `192.168.7.4`.
    ///
    /// @throws IllegalArgumentException with a sentence that names the text, when it is no such range
    public static AddressRange parse(String text) {
        var trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        var address = IpLiteral.parse(slash < 0 ? trimmed : trimmed.substring(0, slash));
        if (address == null) {
            throw notARange(text);
        }
        if (slash < 0) {
            return new AddressRange(address, address.getAddress().length * Byte.SIZE);
        }
        var prefix = trimmed.substring(slash + 1);
        if (!prefix.matches("\\d{1,3}")) {
            throw notARange(text);
        }
        return new AddressRange(address, Integer.parseInt(prefix));
    }

    /// Whether the address lies in this range; an address of the other family never does.
    public boolean contains(InetAddress address) {
        var theirs = address.getAddress();
        var ours = network.getAddress();
        if (theirs.length != ours.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            if (bitAt(theirs, bit) != bitAt(ours, bit)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }

    private static boolean hasBitsBehind(byte[] address, int prefixLength) {
        for (int bit = prefixLength; bit < address.length * Byte.SIZE; bit++) {
            if (bitAt(address, bit)) {
                return true;
            }
        }
        return false;
    }

    private static boolean bitAt(byte[] address, int bit) {
        return (address[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
    }

    private static IllegalArgumentException notARange(String text) {
        return new IllegalArgumentException(
                "\"%s\" is neither an IP address nor a range such as 10.20.0.0/16.".formatted(text));
    }
}
