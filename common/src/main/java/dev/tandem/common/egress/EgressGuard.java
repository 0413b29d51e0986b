package dev.tandem.common.egress;

import dev.tandem.common.egress.EgressDenied.Reason;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides which addresses a user's input may lead us to.
///
/// A name is looked up here, and all its addresses are judged: private, special and own addresses are denied, IPv6
/// addresses are judged by the IPv4 address within them too, and one denied address denies the whole name, so that a
/// name with one good and one bad answer is no way in. The operator's ranges come before every denial but the ports'.
///
/// **The caller must dial one of the addresses returned, never the name**: a second lookup may answer differently (DNS
/// rebinding).
public final class EgressGuard {

    private static final Duration DNS_TIMEOUT = Duration.ofSeconds(5);

    private final List<AddressRange> allow;
    private final DnsLookup dns;
    private final Predicate<InetAddress> own;

    /// @param allow ranges that may be reached although they are denied to everybody else
    /// @param resolver where names are looked up; it gets 5 seconds for each
    public EgressGuard(List<AddressRange> allow, HostResolver resolver) {
        this(allow, resolver, EgressGuard::belongsToThisMachine, DNS_TIMEOUT);
    }

    EgressGuard(List<AddressRange> allow, HostResolver resolver, Predicate<InetAddress> own, Duration dnsTimeout) {
        this.allow = List.copyOf(allow);
        this.dns = new DnsLookup(resolver, dnsTimeout);
        this.own = own;
    }

    /// Like [#resolve(String)], and checks the port first.
    public List<InetAddress> resolve(String host, int port) throws EgressDenied {
        checkPort(port);
        return resolve(host);
    }

    /// The addresses that may be dialled for this host, at least one, in the resolver's order. Blocks while the name is
    /// looked up.
    ///
    /// An internal name (`localhost`, `*.localhost`, `*.internal`, a name without a dot) is denied unless it leads into
    /// the operator's ranges; then only the addresses within them are returned.
    ///
    /// @param host a DNS name in ASCII, a dotted quad, or an IPv6 address in brackets, as a URL has it
    public List<InetAddress> resolve(String host) throws EgressDenied {
        var name = HostName.parse(host);
        var literal = name.literal();
        if (literal != null) {
            return List.of(judgeLiteral(name, literal));
        }
        if (name.isInternal()) {
            return resolveInternal(name.text());
        }
        var addresses = dns.lookUp(name.text());
        for (var address : addresses) {
            judge(name.text(), address);
        }
        return addresses;
    }

    /// @throws EgressDenied with `DENIED_PORT` for a port of a service that does not speak HTTP, such as 22 or 25
    public void checkPort(int port) throws EgressDenied {
        if (UnsafePorts.contains(port)) {
            throw new EgressDenied(
                    Reason.DENIED_PORT, "Port %d belongs to a service that is not the web.".formatted(port));
        }
    }

    private InetAddress judgeLiteral(HostName name, InetAddress address) throws EgressDenied {
        if (name.isMappedIpv4() && !isAllowed(address)) {
            throw denied(name.text(), "an IPv4 address in the notation of IPv6");
        }
        judge(name.text(), address);
        return address;
    }

    private List<InetAddress> resolveInternal(String name) throws EgressDenied {
        var allowed = new ArrayList<InetAddress>();
        // Without ranges nothing can be allowed, and the name servers needn't hear of it.
        if (!allow.isEmpty()) {
            for (var address : dns.lookUp(name)) {
                if (denial(address).isEmpty() && isAllowed(address)) {
                    allowed.add(address);
                }
            }
        }
        if (allowed.isEmpty()) {
            throw new EgressDenied(
                    Reason.DENIED_NAME, "The name \"%s\" is internal and may not be reached.".formatted(name));
        }
        return List.copyOf(allowed);
    }

    private void judge(String host, InetAddress address) throws EgressDenied {
        var denial = denial(address);
        if (denial.isPresent()) {
            throw denied(host, denial.get());
        }
    }

    /// Why the address is denied; empty when it may be dialled.
    private Optional<String> denial(InetAddress address) {
        var kind = kindUnlessAllowed(address);
        for (var embedded : EmbeddedIpv4.in(address)) {
            kind = kind.or(() -> kindUnlessAllowed(embedded));
        }
        return kind;
    }

    private Optional<String> kindUnlessAllowed(InetAddress address) {
        if (isAllowed(address)) {
            return Optional.empty();
        }
        return SpecialRange.kindOf(address)
                .or(() -> own.test(address) ? Optional.of("this machine itself") : Optional.empty());
    }

    private boolean isAllowed(InetAddress address) {
        return allow.stream().anyMatch(range -> range.contains(address));
    }

    private static EgressDenied denied(String host, String kind) {
        return new EgressDenied(
                Reason.DENIED_ADDRESS, "\"%s\" leads to %s and may not be reached.".formatted(host, kind));
    }

    /// Asked anew each time, because addresses come and go while we run.
    private static boolean belongsToThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }
}
