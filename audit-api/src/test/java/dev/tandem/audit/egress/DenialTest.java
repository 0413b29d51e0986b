package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.egress.EgressVerdict.Kind;
import dev.tandem.common.egress.EgressDenied.Reason;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenialTest {

    private final ProxyFixture fixture = new ProxyFixture("127.0.0.0/8,::1/128").name("site.example", "127.0.0.1");

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
                var evil = LocalServer.on("127.0.0.1", good.port(), exchange -> {})) {
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

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void letsABrowserReadTheDenialOfAnUploadThatItIsStillSending() throws IOException {
        fixture.proxy.begin(ProxyFixture.LIMITS);
        for (var tries = 0; ; tries++) {
            var begun = System.nanoTime();
            try {
                uploadAndReadTheDenial();
                return;
            } catch (IOException cut) {
                // The proxy listens on for a second; a machine that stalls for longer shows nothing.
                if (tries == 9 || System.nanoTime() - begun < 900_000_000) {
                    throw cut;
                }
            }
        }
    }

    private void uploadAndReadTheDenial() throws IOException {
        try (var client = fixture.client()) {
            // When
            client.send("POST http://10.0.0.1/ HTTP/1.1\nHost: 10.0.0.1\nContent-Length: 900000\n\n");
            client.sendBytes(new byte[300_000]);
            var answer = client.head();
            var text = client.rest();
            // For long enough that the proxy can have closed the connection; what is sent after that fails.
            for (int i = 0; i < 300; i++) {
                client.sendBytes(new byte[1_000]);
                LockSupport.parkNanos(1_000_000);
            }

            // Then
            assertThat(answer.all("X-Egress-Verdict")).containsExactly("DENIED_ADDRESS");
            assertThat(text).contains("a private network");
        }
    }
}
