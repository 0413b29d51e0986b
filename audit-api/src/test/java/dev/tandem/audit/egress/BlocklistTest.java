package dev.tandem.audit.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlocklistTest {

    @Test
    void aHostBringsEverythingBelowItAndNothingBeside() {
        var list = Blocklist.of(Stream.of("tracker.example"));

        assertThat(list.holds("tracker.example", "")).isTrue();
        assertThat(list.holds("A.b.Tracker.example", "")).isTrue();
        assertThat(list.holds("tracker.example.", "")).isTrue();
        assertThat(list.holds("nottracker.example", "")).isFalse();
        assertThat(list.holds("example", "")).isFalse();
        assertThat(list.holds("tracker.example.org", "")).isFalse();
    }

    @Test
    void theAuditedPagesOwnHostsAreNobodysTrackers() {
        var list = Blocklist.of(Stream.of("tracker.example", "other.example"));

        assertThat(list.holds("cdn.tracker.example", "www.tracker.example")).isFalse();
        assertThat(list.holds("other.example", "www.tracker.example")).isTrue();
    }

    @Test
    void theOperatorsFileMayBeAHostsFileOrAFilterList(@TempDir Path folder) throws Exception {
        var file =
                Files.writeString(
                        folder.resolve("trackers.txt"),
                        """
                        # a comment
                        ! another
                        127.0.0.1 localhost
                        127.0.0.1 localhost.localdomain
                        0.0.0.0 hosts.example # why
                        ||filter.example^
                        ||options.example^$third-party
                        ||path.example/ads/*
                        @@||allowed.example^
                        example.com##.banner
                        /banner/ads.js
                        alone.example
                        """);

        var list = list(Map.of("audit.egress.blocklist", file.toString()));

        assertThat(Stream.of("hosts.example", "filter.example", "alone.example"))
                .allMatch(host -> list.holds(host, ""));
        assertThat(
                        Stream.of(
                                "localhost.localdomain",
                                "options.example",
                                "path.example",
                                "allowed.example",
                                "example.com",
                                "ads.js"))
                .noneMatch(host -> list.holds(host, ""));
        assertThat(list.holds("www.google-analytics.com", "")).as("what we know is in it too").isTrue();
    }

    @Test
    void everyHostThatWeKnowIsOne() {
        assertThat(list(Map.of()).size()).isEqualTo((int) KnownTrackers.HOSTS.lines().distinct().count());
    }

    @Test
    void theProxyRefusesTrackersAndCountsThem() throws Exception {
        try (var server = LocalServer.on("127.0.0.1", exchange -> exchange.write("HTTP/1.1 204 No\n\n"));
                var fixture =
                        new ProxyFixture("127.0.0.0/8")
                                .name("www.tracker.example", "127.0.0.1")
                                .name("page.example", "127.0.0.1")) {
            var session = fixture.proxy.begin(ProxyFixture.LIMITS, Blocklist.of(Stream.of("tracker.example")));

            for (int i = 0; i < 2; i++) {
                try (var client = fixture.client()) {
                    client.send("CONNECT www.tracker.example:%d HTTP/1.1\n\n".formatted(server.port()));
                    assertThat(client.rest()).contains(" 403 ", "X-Egress-Verdict: TRACKER");
                }
            }

            assertThat(fixture.lookups("www.tracker.example")).as("it is not even looked up").isZero();
            assertThat(session.end().trackers()).isEqualTo(Map.of("www.tracker.example", 2));
        }
    }

    private static Blocklist list(Map<String, String> settings) {
        return Blocklist.from(
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(EgressConfig.class)
                        .withDefaultValues(settings)
                        .build()
                        .getConfigMapping(EgressConfig.class));
    }
}
