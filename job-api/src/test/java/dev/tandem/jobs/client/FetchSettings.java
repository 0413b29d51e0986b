package dev.tandem.jobs.client;

import java.net.URI;
import java.time.Duration;

/// Settings under which every provider stands at one address.
public record FetchSettings(URI everywhere, Duration timeout, Duration wholeTimeout, int bodyLimit)
        implements FetchConfig, FetchConfig.Providers, FetchConfig.Http {

    public static FetchSettings at(URI everywhere) {
        return new FetchSettings(everywhere, Duration.ofSeconds(10), Duration.ofSeconds(20), 1_000_000);
    }

    public FetchSettings silentFor(Duration limit) {
        return new FetchSettings(everywhere, limit, wholeTimeout, bodyLimit);
    }

    public FetchSettings wholeWithin(Duration limit) {
        return new FetchSettings(everywhere, timeout, limit, bodyLimit);
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
