package dev.tandem.audit.sitemap;

import dev.tandem.audit.sitemap.SitemapFailure.Code;
import dev.tandem.common.async.Blocking;
import dev.tandem.common.egress.EgressDenied;
import dev.tandem.common.egress.EgressGuard;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/// Opens files of the web: every host on the way is judged by the guard, and exactly the judged address is dialled.
@Singleton
class SitemapClient {

    private static final int MOST_REDIRECTS = 5;

    /// More would only eat the time of those before them.
    private static final int MOST_ADDRESSES = 3;

    private final HttpClient client;
    private final EgressGuard guard;
    private final SitemapConfig config;

    SitemapClient(Vertx vertx, EgressGuard guard, SitemapConfig config) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                // One file is read from each connection; which host it was for is no matter then.
                                .setKeepAlive(false)
                                .setConnectTimeout(Math.toIntExact(config.silence().toMillis()))
                                .setIdleTimeout(Math.toIntExact(config.silence().toSeconds() * 2)));
        this.guard = guard;
        this.config = config;
    }

    /// @param address where the file was found, after redirects
    record Opened(URI address, ResponseBody body) {}

    /// Blocks until the file begins.
    ///
    /// @throws SitemapFailure also when the answer is anything but a 200
    Opened open(URI file) throws SitemapFailure {
        var address = file;
        for (var hops = 0; hops <= MOST_REDIRECTS; hops++) {
            var body = send(address);
            if (body.status() == 200) {
                return new Opened(address, body);
            }
            var location = body.header("Location");
            body.close();
            if (body.status() < 300 || body.status() >= 400 || location == null) {
                throw new SitemapFailure(
                        Code.SITEMAP_REFUSED, "%s answered with status %d.".formatted(file, body.status()));
            }
            address = target(address, location);
        }
        throw new SitemapFailure(Code.SITEMAP_REFUSED, "%s redirects without end.".formatted(file));
    }

    private static URI target(URI from, String location) throws SitemapFailure {
        try {
            var target = from.resolve(location);
            var scheme = String.valueOf(target.getScheme());
            if (target.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
                return target;
            }
        } catch (IllegalArgumentException malformed) {
            // Answered below, like any other address that can't be followed.
        }
        throw new SitemapFailure(
                Code.SITEMAP_REFUSED, "%s redirects to nowhere that could be followed.".formatted(from));
    }

    private ResponseBody send(URI address) throws SitemapFailure {
        var dial = judged(address);
        for (var i = 0; ; i++) {
            try {
                return send(address, dial.get(i));
            } catch (TimeoutException late) {
                throw new SitemapFailure(Code.SITEMAP_TIMEOUT, address.getHost() + " did not answer in time.");
            } catch (RuntimeException failed) {
                // The client's own sentences name resolved addresses, so they stay here.
                if (i + 1 == Math.min(dial.size(), MOST_ADDRESSES)) {
                    throw new SitemapFailure(Code.SITEMAP_UNREACHABLE, address.getHost() + " could not be reached.");
                }
            }
        }
    }

    private ResponseBody send(URI address, InetAddress server) {
        var options =
                new RequestOptions()
                        .setAbsoluteURI(address.toASCIIString())
                        .setServer(SocketAddress.inetSocketAddress(port(address), server.getHostAddress()))
                        .setFollowRedirects(false)
                        .putHeader("Accept", "application/xml, text/xml, */*;q=0.5")
                        .putHeader("Accept-Encoding", "gzip")
                        .putHeader("User-Agent", "Tandem");
        var answer = ResponseBody.of(client.request(options), config.silence(), config.fileTimeout());
        return Blocking.await(Uni.createFrom().completionStage(answer::toCompletionStage), config.silence());
    }

    private List<InetAddress> judged(URI address) throws SitemapFailure {
        try {
            return guard.resolve(address.getHost(), port(address));
        } catch (EgressDenied denied) {
            var code =
                    switch (denied.reason()) {
                        case DENIED_ADDRESS, DENIED_NAME, DENIED_PORT, MALFORMED_HOST -> Code.SITEMAP_DENIED;
                        case NAME_NOT_RESOLVED -> Code.SITEMAP_UNREACHABLE;
                        case DNS_TIMEOUT -> Code.SITEMAP_TIMEOUT;
                    };
            throw new SitemapFailure(code, String.valueOf(denied.getMessage()));
        }
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
