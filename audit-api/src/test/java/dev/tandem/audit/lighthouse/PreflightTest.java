package dev.tandem.audit.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.lighthouse.LighthouseFailure.Code;
import dev.tandem.common.egress.AddressRange;
import dev.tandem.common.egress.EgressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {

    private static final EgressLimits LIMITS =
            new EgressLimits(
                    20, 4, 1_000_000, 100_000, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));

    private final Preflight preflight =
            new Preflight(
                    new EgressGuard(
                            List.of(AddressRange.parse("127.0.0.0/8")),
                            host -> List.of(InetAddress.getAllByName(host))),
                    LIMITS,
                    Duration.ofSeconds(2));
    private final AtomicReference<String> type = new AtomicReference<>("text/html");
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    var path = exchange.getRequestURI().getPath();
                    exchange.getResponseHeaders().add("Content-Type", type.get());
                    if (path.equals("/moved")) {
                        exchange.getResponseHeaders().add("Location", "/page");
                    }
                    var status = path.equals("/moved") ? 302 : path.equals("/broken") ? 500 : 200;
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "/page, text/html",
        "/moved, text/html",
        "/page, image/svg+xml",
        "/page, text/plain",
        "/broken, text/html"
    })
    void letsThroughWhateverMayBeAPage(String path, String answers) {
        type.set(answers);

        assertThatCode(() -> preflight.check(url(path))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"/page, application/pdf", "/moved, application/zip", "/page, application/octet-stream"})
    void aFileIsNoPage(String path, String answers) {
        type.set(answers);

        assertThat(refusal(url(path)).code()).isEqualTo(Code.LIGHTHOUSE_NOT_HTML);
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpInTime() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var start = System.nanoTime();

            var failure = refusal(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"));

            assertThat(failure.code()).isEqualTo(Code.LIGHTHOUSE_DOCUMENT_FAILED);
            assertThat(failure.retryable()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void aPortWhereNobodyListensAndAnAddressThatIsNotAllowedAreNoPages() {
        var port = server.getAddress().getPort();
        server.stop(0);

        assertThat(refusal(URI.create("http://127.0.0.1:" + port + "/")).retryable()).isFalse();
        assertThat(refusal(URI.create("http://10.1.2.3/"))).hasMessageContaining("10.1.2.3");
    }

    private LighthouseFailure refusal(URI url) {
        return catchThrowableOfType(LighthouseFailure.class, () -> preflight.check(url));
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
