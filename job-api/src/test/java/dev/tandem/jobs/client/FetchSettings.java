package dev.tandem.jobs.client;

import java.net.URI;
import java.time.Duration;

/// Settings under which every provider stands at one address.
public record FetchSettings(
        URI everywhere, Duration timeout, Duration wholeTimeout, int bodyLimit, int retries, int failuresInARow)
        implements FetchConfig, FetchConfig.Providers, FetchConfig.Http, FetchConfig.Careers {

    public static FetchSettings at(URI everywhere) {
        return new FetchSettings(
                everywhere, Duration.ofSeconds(10), Duration.ofSeconds(20), 1_000_000, 0, Integer.MAX_VALUE);
    }

    public FetchSettings silentFor(Duration limit) {
        return new FetchSettings(everywhere, limit, wholeTimeout, bodyLimit, retries, failuresInARow);
    }

    public FetchSettings wholeWithin(Duration limit) {
        return new FetchSettings(everywhere, timeout, limit, bodyLimit, retries, failuresInARow);
    }

    public FetchSettings upTo(int bytes) {
        return new FetchSettings(everywhere, timeout, wholeTimeout, bytes, retries, failuresInARow);
    }

    public FetchSettings repeating(int most) {
        return new FetchSettings(everywhere, timeout, wholeTimeout, bodyLimit, most, failuresInARow);
    }

    public FetchSettings restingAfter(int failures) {
        return new FetchSettings(everywhere, timeout, wholeTimeout, bodyLimit, retries, failures);
    }

    @Override
    public Duration firstPause() {
        return Duration.ofMillis(10);
    }

    @Override
    public Duration longestPause() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration restFor() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Providers provider() {
        return this;
    }

    @Override
    public Http http() {
        return this;
    }

    @Override
    public Careers careers() {
        return this;
    }

    @Override
    public int pages() {
        return 30;
    }

    @Override
    public int sitemaps() {
        return 5;
    }

    @Override
    public URI greenhouse() {
        return everywhere;
    }

    @Override
    public URI lever() {
        return URI.create(everywhere + "/global");
    }

    @Override
    public URI leverEu() {
        return URI.create(everywhere + "/eu");
    }

    @Override
    public URI ashby() {
        return everywhere;
    }

    @Override
    public String workday() {
        return everywhere + "/{tenant}.{pod}";
    }

    @Override
    public URI smartrecruiters() {
        return everywhere;
    }

    @Override
    public int requestsPerHost() {
        return 6;
    }

    @Override
    public int connectionsPerHost() {
        return 20;
    }

    @Override
    public String userAgent() {
        return "Tandem/test";
    }
}
