package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tandem.audit.egress.EgressVerdict.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainForwarderTest {

    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";

    private final ProxyFixture fixture = new ProxyFixture("127.0.0.0/8,::1/128").name("site.example", "127.0.0.1");
    private final EgressSession session = fixture.proxy.begin(ProxyFixture.LIMITS);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void carriesWholeExchangesOfAnOrdinaryClient() throws Exception {
        // Given
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext(
                "/echo",
                exchange -> {
                    var body = exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().add("X-Method", exchange.getRequestMethod());
                    // Length 0 makes this server answer in chunks.
                    exchange.sendResponseHeaders(200, body.length > 1000 ? 0 : body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.createContext("/empty", exchange -> exchange.sendResponseHeaders(204, -1));
        server.start();
        var base = "http://site.example:" + server.getAddress().getPort();
        var large = new byte[300_000];
        new Random(7).nextBytes(large);

        try (var client = httpClient()) {
            // When
            var get = client.send(request(base + "/echo?q=1").build(), BodyHandlers.ofString());
            var head = client.send(request(base + "/echo").HEAD().build(), BodyHandlers.ofString());
            var empty = client.send(request(base + "/empty").build(), BodyHandlers.ofString());
            var post =
                    client.send(
                            request(base + "/echo").POST(BodyPublishers.ofString("text")).build(),
                            BodyHandlers.ofString());
            var chunked =
                    client.send(
                            request(base + "/echo")
                                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                                    .build(),
                            BodyHandlers.ofByteArray());

            // Then
            assertThat(get.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("X-Method")).contains("HEAD");
            assertThat(empty.statusCode()).isEqualTo(204);
            assertThat(post.body()).isEqualTo("text");
            assertThat(chunked.body()).isEqualTo(large);
            assertThat(chunked.headers().firstValue("Transfer-Encoding")).contains("chunked");
        } finally {
            server.stop(0);
        }
        var report = session.end();
        assertThat(report.requests()).isEqualTo(5);
        assertThat(report.connections()).isLessThan(5);
        assertThat(report.bytesUp()).isGreaterThan(large.length);
        assertThat(report.bytesDown()).isGreaterThan(large.length);
        assertThat(report.verdicts()).isEmpty();
    }

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
    void writesTheHeadAnewWithoutWhatIsForTheProxyAlone() throws IOException {
        try (var server = LocalServer.answering("127.0.0.1", OK);
                var client = fixture.client()) {
            // When
            client.send(
                    """
                    GET http://site.example:%d?a=b HTTP/1.1
                    host: SITE.example:%d
                    Proxy-Connection: keep-alive
                    Proxy-Authorization: Basic eDp5
                    Connection: keep-alive, X-Secret
                    X-Secret: 1
                    Upgrade: websocket
                    TE: trailers
                    Keep-Alive: 5
                    Authorization: NTLM abc
                    Accept: */*

                    """
                            .formatted(server.port(), server.port()));
            var answer = client.head();

            // Then
            assertThat(answer.status()).isEqualTo(200);
            var head = server.heads.getFirst();
            assertThat(head.startLine()).isEqualTo("GET /?a=b HTTP/1.1");
            assertThat(head.fields())
                    .extracting(field -> field.name() + ": " + field.value())
                    .containsExactlyInAnyOrder(
                            "Authorization: NTLM abc", "Accept: */*", "Host: site.example:" + server.port());
        }
    }

    @Test
    void letsNoServerForgeOurHeaders() throws IOException {
        try (var server =
                        LocalServer.answering(
                                "127.0.0.1",
                                """
                                HTTP/1.1 403 No
                                X-Egress-Verdict: DENIED_ADDRESS
                                Proxy-Authenticate: Basic
                                X-Odd value
                                Link: </a>,
                                 </b>
                                Content-Length: 0

                                """);
                var client = fixture.client().get("site.example:" + server.port(), "/")) {
            // When
            var answer = client.head();

            // Then
            assertThat(answer.fields())
                    .containsExactlyInAnyOrder(
                            new HttpHead.Field("Link", "</a>, </b>"), new HttpHead.Field("Content-Length", "0"));
        }
    }

    @Test
    void waitsForContinueBeforeTheBody() throws IOException {
        try (var server =
                        LocalServer.on(
                                "127.0.0.1",
                                exchange -> {
                                    exchange.readHead();
                                    exchange.write("HTTP/1.1 100 Continue\n\n");
                                    var body = exchange.readText(4);
                                    exchange.write("HTTP/1.1 200 OK\nContent-Length: 4\n\n" + body);
                                    exchange.readHead();
                                    exchange.write(OK);
                                });
                var client = fixture.client()) {
            var authority = "site.example:" + server.port();

            // When
            client.send(
                    """
                    POST http://%s/ HTTP/1.1
                    Host: %s
                    Expect: 100-continue
                    Content-Length: 4

                    """
                            .formatted(authority, authority));

            // Then
            assertThat(client.head().status()).isEqualTo(100);
            client.send("body");
            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.text(4)).isEqualTo("body");
            assertThat(client.get(authority, "/next").head().status()).isEqualTo(200);
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void passesAnEarlyRefusalOnAndEndsTheConnection() throws IOException {
        try (var server =
                        LocalServer.on(
                                "127.0.0.1",
                                exchange -> {
                                    exchange.readHead();
                                    exchange.write("HTTP/1.1 413 Too Large\nContent-Length: 3\n\nbig");
                                    exchange.in().readAllBytes();
                                });
                var client = fixture.client()) {
            // When
            client.send(
                    """
                    POST http://site.example:%d/ HTTP/1.1
                    Host: site.example:%d
                    Content-Length: 1000

                    start\
                    """
                            .formatted(server.port(), server.port()));
            var answer = client.head();

            // Then
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.all("Connection")).containsExactly("close");
            assertThat(client.rest()).isEqualTo("big");
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

    @Test
    void treatsARedirectAsANewRequest() throws Exception {
        // Given
        try (var server =
                        LocalServer.answering(
                                "127.0.0.1",
                                "HTTP/1.1 302 Found\nLocation: http://10.0.0.1/admin\nContent-Length: 0\n\n");
                var client = httpClient()) {
            // When
            HttpResponse<String> answer =
                    client.send(request("http://site.example:" + server.port()).build(), BodyHandlers.ofString());

            // Then
            assertThat(answer.uri().getHost()).isEqualTo("10.0.0.1");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue("X-Egress-Verdict")).contains("DENIED_ADDRESS");
            assertThat(answer.body()).contains("a private network");
        }
    }

    private HttpClient httpClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", fixture.proxy.port())))
                .build();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }
}
