package dev.tandem.audit.sitemap;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponseBodyTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// With one event loop, whatever runs there later runs after an answer that came in one piece.
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void losesNothingOfAnAnswerThatIsQuickerThanItsReader() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answer(server));
            var request =
                    vertx.createHttpClient()
                            .request(HttpMethod.GET, server.getLocalPort(), "127.0.0.1", "/sitemap.xml");

            var body = get(ResponseBody.of(slowlyHandledBy(request), LIMIT, LIMIT));

            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("all of it");
        }
    }

    private static void answer(ServerSocket server) {
        try (var socket = server.accept()) {
            var ignored = socket.getInputStream().read(new byte[4096]);
            var answer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nall of it";
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The same request, where each step that follows it is returned to its caller when all has come already, as it is
    /// when the caller's thread is put aside in between.
    @SuppressWarnings("unchecked")
    private Future<HttpClientRequest> slowlyHandledBy(Future<HttpClientRequest> request) {
        return (Future<HttpClientRequest>)
                Proxy.newProxyInstance(
                        Future.class.getClassLoader(),
                        new Class<?>[] {Future.class},
                        (proxy, method, arguments) -> {
                            var result = method.invoke(request, arguments);
                            if (result instanceof Future<?> next) {
                                get(next);
                                var turn = new CompletableFuture<Void>();
                                vertx.runOnContext(turn::complete);
                                turn.get(10, TimeUnit.SECONDS);
                            }
                            return result;
                        });
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
