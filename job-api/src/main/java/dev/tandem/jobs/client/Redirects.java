package dev.tandem.jobs.client;

import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import java.net.URI;
import java.util.Locale;

/// Where redirects lead, and which of them are followed.
final class Redirects {

    private Redirects() {}

    static URI target(Answer answer) {
        var host = answer.uri().getHost();
        try {
            var target = answer.uri().resolve(String.valueOf(answer.headers().location()));
            var web = "https".equals(target.getScheme()) || "http".equals(target.getScheme());
            var downgrade = "https".equals(answer.uri().getScheme()) && !"https".equals(target.getScheme());
            if (answer.headers().location() == null || !web || downgrade || target.getHost() == null) {
                throw away("%s redirects to nowhere that we could follow.".formatted(host));
            }
            return target;
        } catch (IllegalArgumentException malformed) {
            throw away("%s redirects to something that is no address.".formatted(host));
        }
    }

    /// A provider redirects within its own site when a board has moved; anywhere else is a page about something else.
    static URI withinSite(URI from, URI to) {
        if (!host(from).equals(host(to)) && !site(from).equals(site(to))) {
            throw away("%s redirects to %s, which is no board of this provider.".formatted(host(from), host(to)));
        }
        return to;
    }

    /// The last two labels of a name; an address is its own site.
    private static String site(URI uri) {
        var host = host(uri);
        if (host.matches("[0-9.]+") || host.startsWith("[")) {
            return host;
        }
        var labels = host.split("\\.");
        return labels.length < 2 ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }

    static FetchException away(String message) {
        return new FetchException(FetchFailure.Code.REDIRECTED_AWAY, message);
    }

    static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
