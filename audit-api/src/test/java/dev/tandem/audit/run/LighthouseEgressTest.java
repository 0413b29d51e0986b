package dev.tandem.audit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.egress.EgressLimits;
import dev.tandem.common.egress.AddressRange;
import dev.tandem.common.egress.EgressGuard;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LighthouseEgressTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final EgressLimits LIMITS = new EgressLimits(20, 4, 1_000_000, 100_000, LIMIT, LIMIT, LIMIT);

    @Test
    void lighthouseReachesTrackersTooSoThatItScoresThePageThatVisitorsGet() throws Exception {
        // Given: a host that the list of trackers has, which is this machine here.
        var guard =
                new EgressGuard(
                        List.of(AddressRange.parse("127.0.0.0/8")), host -> List.of(InetAddress.getLoopbackAddress()));
        var egress = new LighthouseEgress(guard, LIMITS);
        try (var site = new Site();
                var client =
                        HttpClient.newBuilder()
                                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", egress.port())))
                                .build()) {
            var tracker = URI.create(site.url("/clean").replace("127.0.0.1", "google-analytics.com"));

            // When
            try (var _ = egress.open()) {
                var answer = client.send(HttpRequest.newBuilder(tracker).build(), HttpResponse.BodyHandlers.ofString());

                // Then
                assertThat(answer.headers().firstValue("X-Egress-Verdict")).isEmpty();
                assertThat(answer.body()).isEqualTo(Site.CLEAN);
            }
        }
    }
}
