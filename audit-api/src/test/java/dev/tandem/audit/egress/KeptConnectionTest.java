package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptConnectionTest {

    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";

    private final ProxyFixture fixture = new ProxyFixture("127.0.0.0/8,::1/128").name("site.example", "127.0.0.1");
    private final EgressSession session = fixture.proxy.begin(ProxyFixture.LIMITS);

    @Test
    void keepsOneServerConnectionWhileTheAuthorityStaysTheSame() throws IOException {
        try (var first = LocalServer.answering("127.0.0.1", OK);
                var second = LocalServer.answering("127.0.0.1", OK);
                var client = fixture.client()) {
            // When
            for (var port : new int[] {first.port(), first.port(), first.port(), second.port()}) {
                client.get("site.example:" + port, "/");
                assertThat(client.head().status()).isEqualTo(200);
                assertThat(client.text(2)).isEqualTo("ok");
            }

            // Then
            assertThat(first.connections).hasValue(1);
            assertThat(first.heads).hasSize(3);
            assertThat(second.connections).hasValue(1);
            assertThat(session.report().connections()).isEqualTo(2);
        }
    }

    @Test
    void passesBodiesOnThatEndWithTheConnection() throws IOException {
        try (var server =
                        LocalServer.on(
                                "127.0.0.1",
                                exchange -> {
                                    exchange.readHead();
                                    exchange.write("HTTP/1.0 200 OK\n\nall of it");
                                });
                var client = fixture.client().get("site.example:" + server.port(), "/")) {
            // Then
            assertThat(client.head().all("Connection")).containsExactly("close");
            assertThat(client.rest()).isEqualTo("all of it");
            assertThat(session.report().verdicts()).isEmpty();
        }
    }

    @Test
    void keepsTheBrowsersConnectionWhenTheServerEndsItsOwn() throws IOException {
        try (var server =
                        LocalServer.on(
                                "127.0.0.1",
                                exchange -> {
                                    exchange.readHead();
                                    exchange.write("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2\n\nok");
                                });
                var client = fixture.client()) {
            for (int i = 0; i < 2; i++) {
                var answer = client.get("site.example:" + server.port(), "/").head();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.all("Connection")).isEmpty();
                assertThat(client.text(2)).isEqualTo("ok");
            }
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void closesWithoutAWordWhenAKeptConnectionIsGone() throws IOException {
        try (var server =
                        LocalServer.on(
                                "127.0.0.1",
                                exchange -> {
                                    exchange.readHead();
                                    exchange.write(OK);
                                });
                var client = fixture.client().get("site.example:" + server.port(), "/")) {
            client.head();
            client.text(2);

            // When
            client.get("site.example:" + server.port(), "/again");

            // Then
            assertThat(client.isCut()).isTrue();
            assertThat(session.report().verdicts()).isEmpty();
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
