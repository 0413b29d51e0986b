package dev.tandem.audit.egress;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The attacker's page on 127.0.0.2, and canaries on the machine's other loopback addresses that count who gets
/// through.
///
/// Each way to ask for something has a name of its own that leads to 127.0.0.1, and each way to write an address an
/// address of its own, so that one can tell which were tried.
public final class AttackTarget implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    /// Names: how the request is made.
    private static final Set<String> WAYS =
            names(
                    """
                    fetch xhr post img script style frame object embed video prefetch preload module ping beacon form
                    events worker imports websocket securesocket secure popup refresh location redirect redirect307
                    mixed userinfo serviceworker
                    """);

    /// Of those, the ones that speak TLS or a protocol that the canary does not, so that it sees no host name.
    private static final Set<String> OPAQUE = names("secure securesocket mixed");

    /// Names that a browser may or may not ask for: it has no proxied way to some, and thinks better of others.
    private static final Set<String> UNCERTAIN =
            Set.of(
                    "localhost",
                    "sub.localhost",
                    "navigation.example",
                    "stun.example",
                    "turn.example",
                    "dnsprefetch.example",
                    "preconnect.example",
                    "speculation.example");

    /// Addresses: how the host is written, and what a browser makes of it.
    private static final List<String[]> NOTATIONS =
            List.of(
                    new String[] {"127.0.0.3", "127.0.0.3"},
                    new String[] {"2130706436", "127.0.0.4"},
                    new String[] {"0177.0.0.5", "127.0.0.5"},
                    new String[] {"0x7f.0.0.6", "127.0.0.6"},
                    new String[] {"127.7", "127.0.0.7"},
                    new String[] {"127。0。0。8", "127.0.0.8"},
                    new String[] {"１２７.0.0.9", "127.0.0.9"},
                    new String[] {"%31%32%37.0.0.10", "127.0.0.10"},
                    new String[] {"127.0.0.11.", "127.0.0.11"},
                    new String[] {"0.0.0.0", "0.0.0.0"},
                    new String[] {"[::1]", "[::1]"},
                    new String[] {"[::ffff:127.0.0.12]", "[::ffff:7f00:c]"},
                    new String[] {"[::127.0.0.1]", "[::7f00:1]"},
                    new String[] {"[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]"},
                    new String[] {"[2002:7f00:1::1]", "[2002:7f00:1::1]"},
                    new String[] {"[2001:0:7f00:1::]", "[2001:0:7f00:1::]"},
                    new String[] {"[fe80::1]", "[fe80::1]"},
                    new String[] {"169.254.169.254", "169.254.169.254"},
                    new String[] {"10.0.0.1", "10.0.0.1"},
                    new String[] {"192.168.0.1", "192.168.0.1"},
                    new String[] {"100.100.100.200", "100.100.100.200"},
                    new String[] {"localhost", "localhost"},
                    new String[] {"sub.localhost", "sub.localhost"},
                    new String[] {"metadata.google.internal", "metadata.google.internal"},
                    new String[] {"intranet", "intranet"});

    private final Set<String> hits = ConcurrentHashMap.newKeySet();
    private final AtomicInteger packets = new AtomicInteger();
    private final List<LocalServer> servers = new ArrayList<>();
    private final DatagramSocket stun;
    private final int port;
    private final LocalServer pages;

    public AttackTarget() throws IOException {
        var canary = LocalServer.on(LOOPBACK, this::sing);
        servers.add(canary);
        port = canary.port();
        for (int i = 3; i <= 12; i++) {
            servers.add(LocalServer.on("127.0.0." + i, port, this::sing));
        }
        servers.add(LocalServer.on("::1", port, this::sing));
        pages = LocalServer.on("127.0.0.2", this::serve);
        servers.add(pages);
        stun = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
        Thread.ofVirtual().start(this::listen);
    }

    public ProxyFixture names(ProxyFixture fixture) {
        for (var way : WAYS) {
            fixture.name(way, LOOPBACK);
        }
        for (var host : UNCERTAIN) {
            fixture.name(host, LOOPBACK);
        }
        return fixture.name("mixed.example", "127.0.0.2," + LOOPBACK)
                .name("metadata.google.internal", "169.254.169.254")
                .name("intranet", "10.0.0.1")
                .name("rebind.example", "127.0.0.2", LOOPBACK);
    }

    public String pageUrl() {
        return "http://127.0.0.2:" + pages.port() + "/";
    }

    public String urlOf(String host) {
        return "http://" + host + ":" + port + "/";
    }

    /// Every host that the page asks for and must not get.
    public Set<String> attackedHosts() {
        var hosts = new TreeSet<>(WAYS);
        NOTATIONS.forEach(notation -> hosts.add(notation[1]));
        hosts.add("rebind.example");
        return hosts;
    }

    /// Every host at which a canary sees the request when it is let through.
    Set<String> reachableHosts() {
        var hosts = new TreeSet<>(WAYS);
        hosts.removeAll(OPAQUE);
        NOTATIONS.stream().map(notation -> notation[1]).filter(host -> host.startsWith("127.")).forEach(hosts::add);
        hosts.addAll(List.of("[::1]", "localhost", "sub.localhost"));
        return hosts;
    }

    /// The hosts under which a canary was reached.
    public Set<String> hits() {
        return hits;
    }

    /// How many UDP packets arrived.
    public int packets() {
        return packets.get();
    }

    @Override
    public void close() {
        servers.forEach(LocalServer::close);
        stun.close();
    }

    private void listen() {
        try {
            while (true) {
                stun.receive(new DatagramPacket(new byte[1500], 1500));
                packets.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void sing(LocalServer.Exchange exchange) throws IOException {
        // Whoever gets here at all has got through, whatever it says.
        var host = "unknown";
        try {
            host = exchange.readHead().all("Host").getFirst().toLowerCase(Locale.ROOT);
        } finally {
            hits.add(host.replaceAll(":\\d+$", ""));
        }
        exchange.write("HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\nContent-Length: 2\n\nhi");
    }

    private void serve(LocalServer.Exchange exchange) throws IOException {
        while (true) {
            var path = exchange.readHead().startLine().split(" ", -1)[1];
            switch (path) {
                case "/" -> page(exchange, "text/html", AttackPage.HTML);
                case "/refresh" -> page(exchange, "text/html", AttackPage.REFRESH);
                case "/location" -> page(exchange, "text/html", AttackPage.LOCATION);
                case "/worker.js" -> page(exchange, "text/javascript", AttackPage.WORKER);
                case "/service.js" -> page(exchange, "text/javascript", AttackPage.SERVICE_WORKER);
                case "/redirect" -> redirect(exchange, 302, "redirect.example");
                case "/redirect307" -> redirect(exchange, 307, "redirect307.example");
                default -> page(exchange, "text/plain", "nothing");
            }
        }
    }

    private void redirect(LocalServer.Exchange exchange, int status, String host) throws IOException {
        exchange.write("HTTP/1.1 %d Moved\nLocation: %s\nContent-Length: 0\n\n".formatted(status, urlOf(host)));
    }

    private void page(LocalServer.Exchange exchange, String type, String template) throws IOException {
        var notations =
                NOTATIONS.stream().map(notation -> '"' + notation[0] + '"').collect(Collectors.joining(",", "[", "]"));
        var body =
                template.replace("{{port}}", Integer.toString(port))
                        .replace("{{page}}", "127.0.0.2:" + pages.port())
                        .replace("{{notations}}", notations)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.write(
                "HTTP/1.1 200 OK\nContent-Type: %s; charset=utf-8\nContent-Length: %d\n\n"
                        .formatted(type, body.length));
        exchange.out().write(body);
        exchange.out().flush();
    }

    private static Set<String> names(String words) {
        return Stream.of(words.strip().split("\\s+"))
                .map(word -> word + ".example")
                .collect(Collectors.toUnmodifiableSet());
    }
}
