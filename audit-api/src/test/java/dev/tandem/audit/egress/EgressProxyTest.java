package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.tandem.audit.egress.EgressVerdict.Kind;
import dev.tandem.common.egress.EgressDenied.Reason;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressProxyTest {

    private static final LocalServer.Script ECHO =
            exchange -> {
                exchange.in().transferTo(exchange.out());
                exchange.socket().shutdownOutput();
            };
    private static final LocalServer.Script SILENCE = exchange -> exchange.in().readAllBytes();

    private final ProxyFixture fixture = new ProxyFixture("127.0.0.0/8,::1/128").name("site.example", "127.0.0.1");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void carriesBytesBothWaysThroughATunnel() throws IOException {
        // Given
        var session = fixture.proxy.begin(ProxyFixture.LIMITS);
        try (var server = LocalServer.on("127.0.0.1", ECHO);
                var client = fixture.client()) {
            // When
            client.send("CONNECT site.example:" + server.port() + " HTTP/1.1\nHost: x\n\nat once,");
            var answer = client.head();
            client.send(" and later");
            client.endOutput();

            // Then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(client.rest()).isEqualTo("at once, and later");
            assertThat(session.end()).isEqualTo(new EgressReport(1, 1, 18, 18, java.util.Map.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[::1]", "[0:0:0:0:0:0:0:1]", "[0:0::0.0.0.1]", "ip6.example", "ip6.example.", "IP6.Example"})
    void reachesIpv6Servers(String host) throws IOException {
        // Given
        fixture.name("ip6.example", "::1");
        fixture.proxy.begin(ProxyFixture.LIMITS);
        try (var server = LocalServer.answering("::1", "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
                var plain = fixture.client().get(host + ":" + server.port(), "/");
                var tunnel = fixture.client().send("CONNECT " + host + ":" + server.port() + " HTTP/1.1\n\n")) {
            // Then
            assertThat(plain.head().status()).isEqualTo(200);
            assertThat(tunnel.head().status()).isEqualTo(200);
            assertThat(tunnel.send("GET / HTTP/1.1\n\n").head().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 80, DENIED_ADDRESS",
        "[::1], 80, DENIED_ADDRESS",
        "[::ffff:127.0.0.1], 80, DENIED_ADDRESS",
        "[64:ff9b::7f00:1], 80, DENIED_ADDRESS",
        "169.254.169.254, 80, DENIED_ADDRESS",
        "site.example, 80, DENIED_ADDRESS",
        "mixed.example, 80, DENIED_ADDRESS",
        "localhost, 80, DENIED_NAME",
        "metadata.google.internal, 80, DENIED_NAME",
        "2130706433, 80, MALFORMED_HOST",
        "0x7f.1, 80, MALFORMED_HOST",
        "127.1, 80, MALFORMED_HOST",
        "0177.0.0.1, 80, MALFORMED_HOST",
        "127.0.0.1., 80, MALFORMED_HOST",
        "93.184.215.14, 22, DENIED_PORT",
        "93.184.215.14, 25, DENIED_PORT",
        "93.184.215.14, 99999, DENIED_PORT",
    })
    void deniesWhatTheGuardDenies(String host, int port, Reason reason) throws IOException {
        try (var strict =
                new ProxyFixture("")
                        .name("site.example", "127.0.0.1")
                        .name("mixed.example", "93.184.215.14,10.0.0.1")) {
            // Given
            var session = strict.proxy.begin(ProxyFixture.LIMITS);
            try (var plain = strict.client().get(host + ":" + port, "/");
                    var tunnel = strict.client().send("CONNECT " + host + ":" + port + " HTTP/1.1\n\n")) {
                for (var client : new RawClient[] {plain, tunnel}) {
                    // When
                    var answer = client.head();

                    // Then
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.all("X-Egress-Verdict")).containsExactly(reason.name());
                    assertThat(client.rest()).endsWith(".\n");
                }
            }
            assertThat(session.verdictFor(host))
                    .hasValueSatisfying(verdict -> {
                        assertThat(verdict.kind()).isEqualTo(Kind.DENIED);
                        assertThat(verdict.reason()).isEqualTo(reason);
                        assertThat(verdict.port()).isEqualTo(port);
                    });
        }
    }

    @Test
    void refusesEverythingWithoutASession() throws IOException {
        // Given
        try (var server = LocalServer.answering("127.0.0.1", "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
                var plain = fixture.client().get("site.example:" + server.port(), "/");
                var tunnel = fixture.client().send("CONNECT site.example:" + server.port() + " HTTP/1.1\n\n")) {
            for (var client : new RawClient[] {plain, tunnel}) {
                // When
                var answer = client.head();

                // Then
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.all("X-Egress-Verdict")).containsExactly("NO_SESSION");
            }
            assertThat(server.connections).hasValue(0);
        }
    }

    @Test
    void keepsTheAddressThatItJudgedWhateverTheNameServersSayLater() throws IOException {
        // Given
        var strict = new ProxyFixture("127.0.0.2").name("rebind.example", "127.0.0.2", "127.0.0.1");
        var good = LocalServer.answering("127.0.0.2", "HTTP/1.1 200 OK\nContent-Length: 4\nConnection: close\n\ngood");
        try (strict;
                good;
                var evil = LocalServer.on("127.0.0.1", good.port(), SILENCE)) {
            var session = strict.proxy.begin(ProxyFixture.LIMITS);
            for (int i = 0; i < 3; i++) {
                try (var client = strict.client().get("rebind.example:" + good.port(), "/")) {
                    assertThat(client.head().status()).isEqualTo(200);
                    assertThat(client.text(4)).isEqualTo("good");
                }
            }
            assertThat(strict.lookups("rebind.example")).isEqualTo(1);

            // When the next scan asks anew
            session.end();
            strict.proxy.begin(ProxyFixture.LIMITS);

            // Then
            try (var client = strict.client().get("rebind.example:" + good.port(), "/")) {
                assertThat(client.head().all("X-Egress-Verdict")).containsExactly("DENIED_ADDRESS");
            }
            assertThat(evil.connections).hasValue(0);
        }
    }

    @Test
    void triesTheNextAddressWhenOneRefuses() throws IOException {
        // Given
        fixture.name("two.example", "127.0.0.3,127.0.0.2");
        var session = fixture.proxy.begin(ProxyFixture.LIMITS);
        try (var server = LocalServer.answering("127.0.0.2", "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
                var client = fixture.client().get("two.example:" + server.port(), "/")) {
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(session.report().verdicts()).isEmpty();
        }
    }

    @Test
    void reportsRefusedAndUnresolvableHosts() throws IOException {
        // Given
        var session = fixture.proxy.begin(ProxyFixture.LIMITS);
        var server = LocalServer.on("127.0.0.1", SILENCE);
        int deadPort = server.port();
        server.close();

        try (var refused = fixture.client().send("CONNECT site.example:" + deadPort + " HTTP/1.1\n\n");
                var unknown = fixture.client().get("Nowhere.example", "/")) {
            // When
            assertThat(refused.head().status()).isEqualTo(502);
            assertThat(unknown.head().status()).isEqualTo(502);
        }

        // Then
        var report = session.end();
        assertThat(report.verdicts()).containsOnlyKeys("site.example", "nowhere.example");
        assertThat(session.verdictFor("site.example")).map(EgressVerdict::kind).contains(Kind.REFUSED);
        assertThat(session.verdictFor("NOWHERE.example")).map(EgressVerdict::kind).contains(Kind.NAME_NOT_RESOLVED);
        assertThat(report.connections()).isEqualTo(2);
    }

    @Test
    void reportsServersThatCutATunnelOrFallSilent() throws IOException {
        // Given
        fixture.name("cut.example", "127.0.0.1").name("mute.example", "127.0.0.1");
        var session = fixture.proxy.begin(limits(300, 64, 1_000, 1_000, Duration.ofMillis(300)));
        try (var cutting = LocalServer.on("127.0.0.1", exchange -> exchange.in().read());
                var silent = LocalServer.on("127.0.0.1", SILENCE);
                var cut = fixture.client().send("CONNECT cut.example:" + cutting.port() + " HTTP/1.1\n\nx");
                var mute = fixture.client().send("CONNECT mute.example:" + silent.port() + " HTTP/1.1\n\nx");
                var plain = fixture.client().get("site.example:" + silent.port(), "/")) {
            // When
            assertThat(cut.head().status()).isEqualTo(200);
            assertThat(cut.isCut()).isTrue();
            assertThat(mute.head().status()).isEqualTo(200);
            assertThat(mute.isCut()).isTrue();
            assertThat(plain.head().status()).isEqualTo(504);
        }

        // Then
        assertThat(session.verdictFor("cut.example")).map(EgressVerdict::kind).contains(Kind.RESET);
        assertThat(session.verdictFor("mute.example")).map(EgressVerdict::kind).contains(Kind.TIMED_OUT);
        assertThat(session.verdictFor("site.example")).map(EgressVerdict::kind).contains(Kind.TIMED_OUT);
    }

    @Test
    void cutsSlowAndOversizedHeads() throws IOException {
        // Given
        fixture.proxy.begin(
                new EgressLimits(9, 9, 9, 9, Duration.ofSeconds(9), Duration.ofSeconds(30), Duration.ofMillis(300)));
        try (var slow = fixture.client().send("GET http://site.example/ HT");
                var oversized = fixture.client()) {
            // When
            oversized.send("GET http://site.example/ HTTP/1.1\nX: " + "x".repeat(66_000));

            // Then
            assertThat(oversized.head().status()).isEqualTo(400);
            assertThat(slow.isCut()).isTrue();
            assertThat(fixture.lookups("site.example")).isZero();
        }
    }

    @Test
    void limitsConnectionsAtOnce() throws IOException {
        // Given
        var session = fixture.proxy.begin(limits(9, 2, 1_000, 1_000, Duration.ofSeconds(30)));
        try (var server = LocalServer.on("127.0.0.1", SILENCE);
                var first = fixture.client().send("CONNECT site.example:" + server.port() + " HTTP/1.1\n\n");
                var second = fixture.client().send("CONNECT site.example:" + server.port() + " HTTP/1.1\n\n")) {
            assertThat(first.head().status()).isEqualTo(200);
            assertThat(second.head().status()).isEqualTo(200);

            // When
            try (var third = fixture.client().get("site.example:" + server.port(), "/")) {
                // Then
                assertThat(third.head().status()).isEqualTo(403);
                assertThat(third.rest()).contains("2 connections at once");
            }
            assertThat(session.verdictFor("site.example")).map(EgressVerdict::kind).contains(Kind.LIMIT);
        }
    }

    @Test
    void limitsConnectionsInAllThoseThatFailedIncluded() throws IOException {
        // Given
        fixture.proxy.begin(limits(1, 9, 1_000, 1_000, Duration.ofSeconds(30)));
        try (var first = fixture.client().get("nowhere.example", "/")) {
            assertThat(first.head().status()).isEqualTo(502);
        }

        // When
        try (var second = fixture.client().get("elsewhere.example", "/")) {
            // Then
            assertThat(second.head().all("X-Egress-Verdict")).containsExactly("LIMIT");
            assertThat(fixture.lookups("elsewhere.example")).isZero();
        }
    }

    @Test
    void givesThePlaceOfAFailedConnectionBack() throws IOException {
        // Given
        fixture.proxy.begin(limits(9, 1, 1_000, 1_000, Duration.ofSeconds(30)));

        for (int i = 0; i < 3; i++) {
            // When
            try (var client = fixture.client().get("nowhere.example", "/")) {
                // Then
                assertThat(client.head().all("X-Egress-Verdict")).containsExactly("NAME_NOT_RESOLVED");
            }
        }
    }

    @Test
    void limitsBytesReceived() throws IOException {
        // Given
        var session = fixture.proxy.begin(limits(9, 9, 100_000, 1_000, Duration.ofSeconds(30)));
        var large = "HTTP/1.1 200 OK\nContent-Length: 1000000\n\n" + "x".repeat(1_000_000);
        try (var server = LocalServer.answering("127.0.0.1", large);
                var client = fixture.client().get("site.example:" + server.port(), "/")) {
            // Then
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.rest().length()).isLessThanOrEqualTo(100_000);
            assertThat(session.verdictFor("site.example")).map(EgressVerdict::kind).contains(Kind.LIMIT);
        }
    }

    @Test
    void limitsBytesSent() throws IOException {
        // Given
        fixture.name("tunnel.example", "127.0.0.1");
        var session = fixture.proxy.begin(limits(9, 9, 1_000, 1_000, Duration.ofSeconds(30)));
        try (var server = LocalServer.on("127.0.0.1", SILENCE);
                var plain = fixture.client();
                var tunnel = fixture.client()) {
            var authority = "site.example:" + server.port();

            // When
            plain.send("POST http://" + authority + "/ HTTP/1.1\nHost: " + authority + "\nContent-Length: 5000\n\n");
            plain.send("x".repeat(5_000));

            // Then
            assertThat(plain.head().all("X-Egress-Verdict")).containsExactly("LIMIT");
            assertThat(session.verdictFor("site.example")).map(EgressVerdict::kind).contains(Kind.LIMIT);
            tunnel.send("CONNECT tunnel.example:" + server.port() + " HTTP/1.1\n\n");
            assertThat(tunnel.head().status()).isEqualTo(200);
            tunnel.send("x".repeat(2_000));
            assertThat(tunnel.isCut()).isTrue();
            assertThat(session.verdictFor("tunnel.example")).map(EgressVerdict::kind).contains(Kind.LIMIT);
        }
    }

    @Test
    void closesAScansConnectionsWithItsSession() throws Exception {
        // Given
        var first = fixture.proxy.begin(ProxyFixture.LIMITS);
        var serverCut = new CountDownLatch(2);
        try (var server =
                        LocalServer.on(
                                "127.0.0.1",
                                exchange -> {
                                    try {
                                        exchange.in().readAllBytes();
                                    } finally {
                                        serverCut.countDown();
                                    }
                                });
                var tunnel = fixture.client().send("CONNECT site.example:" + server.port() + " HTTP/1.1\n\nx");
                var unused = fixture.client()) {
            assertThat(tunnel.head().status()).isEqualTo(200);
            var waiting = fixture.client().get("site.example:" + server.port(), "/");
            while (server.connections.get() < 2) {
                Thread.onSpinWait();
            }

            // When
            var report = first.end();

            // Then
            assertThat(tunnel.isCut()).isTrue();
            assertThat(waiting.isCut()).isTrue();
            assertThat(unused.isCut()).isTrue();
            assertThat(serverCut.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(report.verdicts()).isEmpty();
            assertThat(first.end()).isSameAs(report);
            var second = fixture.proxy.begin(ProxyFixture.LIMITS);
            assertThat(second.report().requests()).isZero();
            waiting.close();
        }
    }

    @Test
    void servesOneScanAtATime() {
        // Given
        fixture.proxy.begin(ProxyFixture.LIMITS);

        // Then
        assertThatIllegalStateException().isThrownBy(() -> fixture.proxy.begin(ProxyFixture.LIMITS));
        fixture.close();
        assertThatIllegalStateException().isThrownBy(() -> fixture.proxy.begin(ProxyFixture.LIMITS));
    }

    @Test
    void letsNobodyReachAProxyThroughAProxy() throws IOException {
        // Given
        fixture.proxy.begin(ProxyFixture.LIMITS);
        try (var other = new ProxyFixture("")) {
            for (var port : new int[] {fixture.proxy.port(), other.proxy.port()}) {
                try (var client = fixture.client().send("CONNECT 127.0.0.1:" + port + " HTTP/1.1\n\n")) {
                    assertThat(client.head().all("X-Egress-Verdict")).containsExactly("DENIED_PORT");
                }
            }
        }
    }

    @Test
    void leavesNoThreadSocketOrPortBehind(@TempDir Path folder) throws Exception {
        // Given
        fixture.proxy.begin(ProxyFixture.LIMITS);
        int port = fixture.proxy.port();
        try (var server = LocalServer.on("127.0.0.1", SILENCE);
                var tunnel = fixture.client().send("CONNECT site.example:" + server.port() + " HTTP/1.1\n\nx");
                var halfHead = fixture.client().send("GET http://")) {
            assertThat(tunnel.head().status()).isEqualTo(200);
            assertThat(threads(folder.resolve("before"))).contains("\"egress-" + port + "-");

            // When
            fixture.close();

            // Then
            assertThat(threads(folder.resolve("after"))).doesNotContain("\"egress-" + port + "-");
            assertThat(tunnel.isCut()).isTrue();
            assertThat(halfHead.isCut()).isTrue();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.1", port).close());
        }
    }

    private static String threads(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(file);
    }

    private static EgressLimits limits(int connections, int atOnce, long down, long up, Duration idle) {
        return new EgressLimits(connections, atOnce, down, up, Duration.ofSeconds(5), idle, Duration.ofSeconds(5));
    }
}
