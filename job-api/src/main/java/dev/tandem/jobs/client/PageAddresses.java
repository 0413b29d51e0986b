package dev.tandem.jobs.client;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/// Which addresses a careers page's host may be reached at. The page's address comes from a person, so it could name a
/// machine of ours.
@FunctionalInterface
public interface PageAddresses {

    /// The checked addresses of a host, at least one. One of exactly these is dialled, never the name, because a second
    /// lookup may answer differently.
    ///
    /// @param host a DNS name or an address, in brackets when it is IPv6, as a URL has it
    /// @return fails with a [FetchException] of `DENIED_ADDRESS` or `UNREACHABLE`
    Uni<List<InetAddress>> toDial(String host, int port);
}
