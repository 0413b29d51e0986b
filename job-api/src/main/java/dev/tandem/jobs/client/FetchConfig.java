package dev.tandem.jobs.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;

/// Where the providers are and how they are asked.
@ConfigMapping(prefix = "jobs")
public interface FetchConfig {

    /// The providers' base addresses, without the path of their interface, so that a stand-in needs only another host.
    Providers provider();

    /// How requests are made.
    Http http();

    /// How far a careers page's site is searched for postings that the page itself does not describe.
    Careers careers();

    interface Careers {

        /// How many of its pages are read; a site with more is read in part.
        @WithDefault("500")
        int pages();

        /// How many of its sitemaps are read.
        @WithDefault("50")
        int sitemaps();
    }

    interface Providers {

        /// Greenhouse's job board interface; European boards are served by it too.
        @WithName("greenhouse.url")
        @WithDefault("https://boards-api.greenhouse.io")
        URI greenhouse();

        /// Lever's postings interface.
        @WithName("lever.url")
        @WithDefault("https://api.lever.co")
        URI lever();

        /// Lever's postings interface for companies on its European host.
        @WithName("lever-eu.url")
        @WithDefault("https://api.eu.lever.co")
        URI leverEu();

        /// Ashby's posting interface.
        @WithName("ashby.url")
        @WithDefault("https://api.ashbyhq.com")
        URI ashby();

        /// A Workday tenant's site, with `{tenant}` and `{pod}` where a board's own go.
        @WithName("workday.url")
        @WithDefault("https://{tenant}.{pod}.myworkdayjobs.com")
        String workday();

        /// SmartRecruiters' posting interface.
        @WithName("smartrecruiters.url")
        @WithDefault("https://api.smartrecruiters.com")
        URI smartrecruiters();
    }

    interface Http {

        /// How long a provider may stay silent, before its answer or within it.
        @WithDefault("15s")
        Duration timeout();

        /// How long a whole answer may take, for one that trickles in without ever being silent.
        @WithDefault("60s")
        Duration wholeTimeout();

        /// The longest body that is read, in bytes after decompression; a longer one is a failure, never cut off.
        @WithDefault("67108864")
        int bodyLimit();

        /// How many requests may be under way to one host, at best: fewer when the host asks for less.
        @WithDefault("6")
        int requestsPerHost();

        /// How often a request is repeated that was too much for its host (429 or 503).
        @WithDefault("2")
        int retries();

        /// The first pause after such an answer when the host names none; each further one is twice as long.
        @WithDefault("1s")
        Duration firstPause();

        /// The longest pause that is waited out; a host that wants a longer one gets no repetition.
        @WithDefault("30s")
        Duration longestPause();

        /// After how many failures in a row a host is left alone.
        @WithDefault("8")
        int failuresInARow();

        /// For how long.
        @WithDefault("30s")
        Duration restFor();

        /// How many connections may be open to one host.
        @WithDefault("20")
        int connectionsPerHost();

        /// How we introduce ourselves.
        @WithDefault("Tandem/0.1 (reads public job boards)")
        String userAgent();
    }
}
