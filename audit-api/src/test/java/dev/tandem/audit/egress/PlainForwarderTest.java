package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
