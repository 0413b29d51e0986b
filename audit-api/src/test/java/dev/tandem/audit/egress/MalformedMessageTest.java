package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.egress.EgressVerdict.Kind;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedMessageTest {

    private final ProxyFixture fixture = new ProxyFixture("127.0.0.0/8,::1/128").name("site.example", "127.0.0.1");
    private final EgressSession session = fixture.proxy.begin(ProxyFixture.LIMITS);

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 407 Give me the password, BAD_ANSWER",
        "HTTP/1.1 101 Switching Protocols, BAD_ANSWER",
        "SSH-2.0-OpenSSH_9.6, BAD_ANSWER",
        "HTTP/2 200 OK, BAD_ANSWER",
        "'', RESET",
        "HTTP/1.1 200, RESET",
    })
    void explainsAnswersThatAreNone(String start, Kind kind) throws IOException {
        try (var server =
                        LocalServer.on(
                                "127.0.0.1",
                                exchange -> {
                                    exchange.readHead();
                                    exchange.write(start + (kind == Kind.BAD_ANSWER ? "\n\n" : ""));
                                });
                var client = fixture.client().get("site.example:" + server.port(), "/")) {
            // When
            var answer = client.head();

            // Then
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.all("X-Egress-Verdict")).containsExactly(kind.name());
            assertThat(session.verdictFor("site.example")).map(EgressVerdict::kind).contains(kind);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Transfer-Encoding: gzip, chunked'",
        "'Content-Length: 1\nContent-Length: 2'",
        "'Content-Length: -1'",
        "'Content-Length: 0x10'",
    })
    void doesNotGuessWhereAnAnswerEnds(String header) throws IOException {
        try (var server = LocalServer.answering("127.0.0.1", "HTTP/1.1 200 OK\n" + header + "\n\n");
                var client = fixture.client().get("site.example:" + server.port(), "/")) {
            assertThat(client.head().all("X-Egress-Verdict")).containsExactly("BAD_ANSWER");
        }
    }

    @Test
    void reportsAnAnswerThatBreaksOff() throws IOException {
        try (var server =
                        LocalServer.on(
                                "127.0.0.1",
                                exchange -> {
                                    exchange.readHead();
                                    exchange.write("HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf");
                                });
                var client = fixture.client().get("site.example:" + server.port(), "/")) {
            // Then
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.rest()).isEqualTo("half");
            assertThat(session.verdictFor("site.example")).map(EgressVerdict::kind).contains(Kind.RESET);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1|Host: site.example",
                "GET https://site.example/ HTTP/1.1|Host: site.example",
                "GET ftp://site.example/ HTTP/1.1|Host: site.example",
                "GET http://site.example/ HTTP/1.0|Host: site.example",
                "GET http://site.example/ HTTP/2|Host: site.example",
                "GET  http://site.example/ HTTP/1.1|Host: site.example",
                "GET http://site.example/#top HTTP/1.1|Host: site.example",
                "GET http://site.example/|Host: site.example",
                "GET http:/// HTTP/1.1|Host:",
                "GET http://site.example/ HTTP/1.1|X: y",
                "GET http://site.example/ HTTP/1.1|Host: other.example",
                "GET http://site.example/ HTTP/1.1|Host: site.example:81",
                "GET http://site.example/ HTTP/1.1|'Host: site.example\nHost: site.example'",
                "GET http://user:pw@site.example/ HTTP/1.1|Host: site.example",
                "GET http://site.example:80@other.example/ HTTP/1.1|Host: site.example",
                "GET http://site.example:80:80/ HTTP/1.1|Host: site.example",
                "GET http://[::1]x/ HTTP/1.1|Host: [::1]x",
                "GET http://site.example/ HTTP/1.1|'Host: site.example\nbroken'",
                "GET http://site.example/ HTTP/1.1|'Host: site.example\nContent-Length : 5'",
                "GET http://site.example/ HTTP/1.1|'Host: site.example\n folded: 5'",
                "POST http://site.example/ HTTP/1.1|'Host: site.example\nContent-Length: 5\nTransfer-Encoding: chunked'",
                "POST http://site.example/ HTTP/1.1|'Host: site.example\nTransfer-Encoding: chunked, chunked'",
                "POST http://site.example/ HTTP/1.1|'Host: site.example\nTransfer-Encoding: xchunked'",
                "POST http://site.example/ HTTP/1.1|'Host: site.example\nContent-Length: 1, 2'",
                "CONNECT site.example HTTP/1.1|Host: site.example",
                "CONNECT site.example: HTTP/1.1|Host: site.example",
                "CONNECT user@site.example:443 HTTP/1.1|Host: site.example",
                "CONNECT http://site.example:443 HTTP/1.1|Host: site.example",
                "CONNECT ::1:443 HTTP/1.1|Host: site.example",
            })
    void refusesRequestsThatCouldBeReadInTwoWays(String line, String headers) throws IOException {
        // Given
        try (var client = fixture.client()) {
            // When
            client.send(line + "\n" + headers + "\n\n");
            var answer = client.head();

            // Then
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.all("X-Egress-Verdict")).containsExactly("MALFORMED_REQUEST");
            assertThat(fixture.lookups("site.example")).isZero();
        }
    }

    @Test
    void cutsARequestWhoseChunksLie() throws IOException {
        // Given
        var body = new CountDownLatch(1);
        try (var server =
                        LocalServer.on(
                                "127.0.0.1",
                                exchange -> {
                                    exchange.readHead();
                                    exchange.in().readAllBytes();
                                    body.countDown();
                                });
                var client = fixture.client()) {
            var authority = "site.example:" + server.port();

            // When
            client.send(
                    "POST http://"
                            + authority
                            + "/ HTTP/1.1\nHost: "
                            + authority
                            + "\nTransfer-Encoding: chunked\n\n3\nabcGET http://evil/");

            // Then
            assertThat(client.isCut()).isTrue();
            assertThat(body.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
