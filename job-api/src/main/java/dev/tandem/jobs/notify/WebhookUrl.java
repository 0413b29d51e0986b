package dev.tandem.jobs.notify;

import dev.tandem.common.egress.EgressDenied;
import dev.tandem.common.egress.EgressGuard;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;

/// Where messages are sent. Somebody typed it, so it is looked at when it is set and at every connection again: a name
/// may lead elsewhere by then.
record WebhookUrl(URI uri) {

    private static final int LONGEST = 2_000;

    /// @throws IllegalArgumentException saying what is wrong with it
    static WebhookUrl parse(String text) {
        try {
            var uri = new URI(text.strip());
            var web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (text.length() > LONGEST || !web || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException("is no address such as https://hooks.example.org/jobs.");
            }
            return new WebhookUrl(uri);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("is no address such as https://hooks.example.org/jobs.", malformed);
        }
    }

    /// Blocks while the name is looked up.
    ///
    /// @return the addresses that may be dialled
    List<InetAddress> toDial(EgressGuard guard) throws EgressDenied {
        return guard.resolve(Objects.requireNonNull(uri.getHost()), port());
    }

    int port() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
