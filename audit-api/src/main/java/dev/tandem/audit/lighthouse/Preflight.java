package dev.tandem.audit.lighthouse;

import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.audit.egress.EgressProxy;
import dev.tandem.audit.egress.EgressVerdict;
import dev.tandem.common.egress.EgressGuard;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks for a page before Lighthouse does: a host that does not answer keeps Lighthouse waiting for ever, and a PDF for
/// half a minute, on a worker that others wait for. It goes out as a browser would, through a proxy of its own.
///
/// Refuses only what is certain. A server may treat us otherwise than a browser, so a status, a certificate that Java
/// does not know or a broken answer say nothing: Lighthouse will see for itself.
public final class Preflight {

    private static final String PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final EgressGuard guard;
    private final EgressLimits limits;
    private final Duration longest;

    /// @param longest how long a server may take until it begins to answer, over all redirects
    public Preflight(EgressGuard guard, EgressLimits limits, Duration longest) {
        this.guard = guard;
        this.limits = limits;
        this.longest = longest;
    }

    /// Blocks, within the limit; an interrupt ends it.
    ///
    /// @throws LighthouseFailure when there is certainly nothing for Lighthouse to look at
    public void check(URI url) throws LighthouseFailure {
        try (var proxy = new EgressProxy(guard);
                var session = proxy.begin(limits)) {
            var failure = ask(url, proxy.port());
            var verdict = session.report().verdicts().values().stream().findFirst();
            if (verdict.isPresent()) {
                throw unreachable(verdict.get());
            }
            if (failure != null) {
                throw failure;
            }
        } catch (IOException noPort) {
            throw LighthouseFailure.unavailable("Our own way out to the network is not working.");
        }
    }

    private @Nullable LighthouseFailure ask(URI url, int port) throws LighthouseFailure {
        var client =
                HttpClient.newBuilder()
                        .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", port)))
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .build();
        var request = HttpRequest.newBuilder(url).header("Accept", PAGES).header("User-Agent", "Mozilla/5.0").build();
        var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return judge(answer.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silent) {
            return new LighthouseFailure(
                    LighthouseFailure.Code.LIGHTHOUSE_DOCUMENT_FAILED,
                    "The server did not begin to answer within %d seconds.".formatted(longest.toSeconds()),
                    true);
        } catch (ExecutionException uncertain) {
            Log.debugf("A preflight found out nothing: %s", uncertain.getMessage());
            return null;
        } catch (InterruptedException cancelled) {
            throw LighthouseFailure.cancelled();
        } finally {
            client.shutdownNow();
        }
    }

    private static @Nullable LighthouseFailure judge(HttpResponse<InputStream> answer) {
        try (var body = answer.body()) {
            var type = answer.headers().firstValue("Content-Type").orElse("text/html").toLowerCase(Locale.ROOT);
            var download =
                    answer.headers().firstValue("Content-Disposition").orElse("").toLowerCase(Locale.ROOT).strip();
            // What a browser shows as a page, text and pictures included, is Lighthouse's to judge.
            var file = type.startsWith("application/") && !type.contains("xhtml") && !type.contains("xml");
            if (answer.statusCode() == 200 && (file || download.startsWith("attachment"))) {
                return LighthouseFailure.notHtml();
            }
        } catch (IOException alreadyClosed) {
            Log.debugf("A preflight's answer was cut off: %s", alreadyClosed.getMessage());
        }
        return null;
    }

    private static LighthouseFailure unreachable(EgressVerdict verdict) {
        var passing =
                switch (verdict.kind()) {
                    case TIMED_OUT, RESET -> true;
                    case DENIED, NAME_NOT_RESOLVED, REFUSED, UNREACHABLE, BAD_ANSWER, TRACKER, LIMIT -> false;
                };
        return new LighthouseFailure(LighthouseFailure.Code.LIGHTHOUSE_DOCUMENT_FAILED, verdict.sentence(), passing);
    }
}
