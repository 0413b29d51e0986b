package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.egress.EgressVerdict.Kind;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScanLimitsTest {

    private static final LocalServer.Script SILENCE = exchange -> exchange.in().readAllBytes();

    private final ProxyFixture fixture = new ProxyFixture("127.0.0.0/8").name("site.example", "127.0.0.1");

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

    private static EgressLimits limits(int connections, int atOnce, long down, long up, Duration idle) {
        return new EgressLimits(connections, atOnce, down, up, Duration.ofSeconds(5), idle, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
