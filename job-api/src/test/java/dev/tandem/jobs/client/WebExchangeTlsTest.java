package dev.tandem.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure.Code;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dialling a checked address takes nothing from TLS: the server is asked for by its name, and has to prove that name.
class WebExchangeTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir static Path folder;

    private static PfxOptions store;

    private final Queue<String> askedFor = new ConcurrentLinkedQueue<>();
    private Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeAll
    static void makeACertificate() throws Exception {
        store = certificate("careers.example");
    }

    @BeforeEach
    void startAServerThatIsCareersExample() throws Exception {
        port =
                vertx.getDelegate()
                        .createHttpServer(new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(store))
                        .requestHandler(request -> {
                            askedFor.add(request.connection().indicatedServerName());
                            request.response().end("{}");
                        })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS)
                        .actualPort();
    }

    @AfterEach
    void stop() {
        vertx.closeAndAwait();
    }

    @Test
    void asksForTheNameThoughItDialsTheAddress() {
        // When
        var answer = send("careers.example");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(askedFor).containsExactly("careers.example");
    }

    @Test
    void refusesAServerThatProvesAnotherName() {
        assertThatThrownBy(() -> send("jobs.example"))
                .isInstanceOfSatisfying(
                        FetchException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(Code.UNREACHABLE));
        assertThat(askedFor).isEmpty();
    }

    private Answer send(String host) {
        var settings = FetchSettings.at(URI.create("http://unused.example"));
        var exchange =
                new WebExchange(
                        vertx,
                        settings.http(),
                        WebExchange.options(settings.http()).setTrustOptions(store),
                        new SimpleMeterRegistry());
        var request = BoardRequest.get(URI.create("https://" + host + ":" + port + "/jobs"));
        return exchange.send(request, List.of(InetAddress.getLoopbackAddress())).await().atMost(Duration.ofSeconds(20));
    }

    private static PfxOptions certificate(String host) throws IOException, InterruptedException {
        var file = folder.resolve(host + ".p12").toString();
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                keytool,
                                "-J-XX:TieredStopAtLevel=1",
                                "-genkeypair",
                                "-alias",
                                "test",
                                "-keyalg",
                                "EC",
                                "-storetype",
                                "PKCS12",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "SAN=dns:" + host,
                                "-ext",
                                "BC=ca:true",
                                "-validity",
                                "2",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file)
                        .redirectErrorStream(true)
                        .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
        return new PfxOptions().setPath(file).setPassword(PASSWORD);
    }
}
