package dev.tandem.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class FetchConfigTest {

    @Test
    void asksTheRealProvidersUnlessToldOtherwise() {
        // When
        var config = config(Map.of());

        // Then
        assertThat(config.provider().greenhouse()).isEqualTo(URI.create("https://boards-api.greenhouse.io"));
        assertThat(config.provider().lever()).isEqualTo(URI.create("https://api.lever.co"));
        assertThat(config.provider().leverEu()).isEqualTo(URI.create("https://api.eu.lever.co"));
        assertThat(config.provider().ashby()).isEqualTo(URI.create("https://api.ashbyhq.com"));
        assertThat(config.provider().workday()).isEqualTo("https://{tenant}.{pod}.myworkdayjobs.com");
        assertThat(config.provider().smartrecruiters()).isEqualTo(URI.create("https://api.smartrecruiters.com"));
        assertThat(config.http().timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.http().bodyLimit()).isEqualTo(64 << 20);
        assertThat(config.http().requestsPerHost()).isEqualTo(6);
        assertThat(config.http().connectionsPerHost()).isEqualTo(20);
    }

    @Test
    void takesAStandInForEachProvider() {
        // When
        var config =
                config(
                        Map.of(
                                "jobs.provider.lever-eu.url", "http://127.0.0.1:9000/eu",
                                "jobs.provider.workday.url", "http://127.0.0.{pod}:9000",
                                "jobs.http.timeout", "2s"));

        // Then
        assertThat(config.provider().leverEu()).isEqualTo(URI.create("http://127.0.0.1:9000/eu"));
        assertThat(config.provider().workday()).isEqualTo("http://127.0.0.{pod}:9000");
        assertThat(config.http().timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    private static FetchConfig config(Map<String, String> properties) {
        ConfigSource source = new PropertiesConfigSource(properties, "test", 100);
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withMapping(FetchConfig.class)
                        .withSources(source)
                        .build();
        return config.getConfigMapping(FetchConfig.class);
    }
}
