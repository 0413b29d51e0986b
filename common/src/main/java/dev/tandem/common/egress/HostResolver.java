package dev.tandem.common.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Where the addresses of a name come from.
@FunctionalInterface
public interface HostResolver {

    /// All addresses of a name, in the order in which they should be tried. May block.
    ///
    /// @param host a lower-case DNS name, never an address
    /// @throws UnknownHostException when the name has no address
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /// The machine's own resolver.
    static HostResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
