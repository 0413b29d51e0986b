package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.tandem.audit.egress.EgressVerdict.Kind;
import dev.tandem.common.testing.DeadPort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
            assertThat(session.end()).isEqualTo(new EgressReport(1, 1, 18, 18, Map.of(), Map.of()));
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
        try (var dead = new DeadPort();
                var refused = fixture.client().send("CONNECT site.example:" + dead.number() + " HTTP/1.1\n\n");
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

    @Test
    void interruptsWhatStillWaitsWhenItCloses() {
        // Given
        var waiting =
                fixture.proxy.fork(() -> {
                    new CountDownLatch(1).await();
                    return null;
                });

        // When
        fixture.close();

        // Then
        assertThat(waiting).isDone();
    }

    @Test
    void blamesNobodyForWhatTheEndOfASessionBreaks() {
        // Given
        var session = fixture.proxy.begin(ProxyFixture.LIMITS);
        session.record(verdict("before.example"));
        var report = session.end();

        // When
        session.record(verdict("after.example"));

        // Then
        assertThat(session.verdictFor("before.example")).isPresent();
        assertThat(session.verdictFor("after.example")).isEmpty();
        assertThat(session.report()).isSameAs(report);
        assertThat(report.verdicts()).containsOnlyKeys("before.example");
    }

    private static EgressVerdict verdict(String host) {
        return new EgressVerdict(host, 443, Kind.RESET, null, "The server cut the connection.");
    }

    private static String threads(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(file);
    }
}
