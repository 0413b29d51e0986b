package dev.tandem.audit.egress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Hosts that advertise or track, each with everything below it. One list is shared by all scans.
public final class Blocklist {

    /// Nobody.
    public static final Blocklist EMPTY = new Blocklist(Set.of());

    /// `0.0.0.0 host`, `||host^` or `host`, and what may follow. A rule with options or a path would block more than it
    /// says when it is read as a host, and is therefore none.
    private static final Pattern LINE =
            Pattern.compile(
                    "(?:(?:0\\.0\\.0\\.0|127\\.0\\.0\\.1|::1?)\\s+|\\|\\|)?(?<host>[a-z0-9_-]+(?:\\.[a-z0-9_-]+)+)\\^?(?:\\s+#.*)?");

    private final Set<String> hosts;

    private Blocklist(Set<String> hosts) {
        this.hosts = hosts;
    }

    /// The list that we know, and the operator's.
    ///
    /// @throws UncheckedIOException when the operator's file can't be read
    public static Blocklist from(EgressConfig config) {
        var own = KnownTrackers.HOSTS.lines();
        if (config.blocklist().isEmpty()) {
            return of(own);
        }
        var file = config.blocklist().get();
        try (var lines = Files.lines(file)) {
            return of(Stream.concat(own, lines));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The list of trackers can't be read: " + file, unreadable);
        }
    }

    /// @param lines what is no host is passed over
    static Blocklist of(Stream<String> lines) {
        var hosts = new HashSet<String>();
        lines.map(Blocklist::host).flatMap(Optional::stream).forEach(hosts::add);
        return new Blocklist(Set.copyOf(hosts));
    }

    private static Optional<String> host(String line) {
        var match = LINE.matcher(line.strip().toLowerCase(Locale.ROOT));
        // Hosts files begin with the machine's own names.
        return match.matches() && !match.group("host").startsWith("localhost.")
                ? Optional.of(match.group("host"))
                : Optional.empty();
    }

    public int size() {
        return hosts.size();
    }

    /// Whether the host, or a domain that it belongs to, is on the list, and the audited page's own is not below it.
    ///
    /// @param audited the audited page's host, empty for none
    boolean holds(String host, String audited) {
        if (hosts.isEmpty()) {
            return false;
        }
        var own = domainsOf(audited.toLowerCase(Locale.ROOT));
        return domainsOf(host.toLowerCase(Locale.ROOT)).stream()
                .anyMatch(domain -> hosts.contains(domain) && !own.contains(domain));
    }

    /// `a.b.c`, `b.c`, and not the top-level domain.
    private static List<String> domainsOf(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return Stream.iterate(
                        name, domain -> domain.indexOf('.') > 0, domain -> domain.substring(domain.indexOf('.') + 1))
                .toList();
    }
}
