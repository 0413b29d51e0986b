package dev.tandem.audit.browser;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Firefox's errors, by the names that its `ErrorList.py` and its TLS library have for them.
final class FirefoxErrors {

    private static final Pattern NAME =
            Pattern.compile("\\b(NS_ERROR|NS_BINDING|SEC_ERROR|SSL_ERROR|MOZILLA_PKIX_ERROR)_[A-Z0-9_]+");

    private static final Map<String, KnownError> TABLE =
            KnownError.table(
                    """
                    DNS_NAME_NOT_FOUND final: The host name does not exist, or has no address.
                    NS_ERROR_UNKNOWN_HOST

                    CONNECTION_REFUSED final: Nothing listens at this host and port.
                    NS_ERROR_CONNECTION_REFUSED

                    CONNECTION_TIMED_OUT again: The server did not answer in time; a firewall may drop the connection.
                    NS_ERROR_NET_TIMEOUT NS_ERROR_NET_TIMEOUT_EXTERNAL NS_ERROR_PROXY_GATEWAY_TIMEOUT

                    CONNECTION_CUT again: The server, or something before it, cut the connection.
                    NS_ERROR_NET_RESET NS_ERROR_NET_INTERRUPT NS_ERROR_NET_PARTIAL_TRANSFER NS_ERROR_NET_EMPTY_RESPONSE

                    CONNECTION_FAILED again: The connection to the server could not be made.
                    NS_ERROR_PROXY_BAD_GATEWAY NS_ERROR_PROXY_FORBIDDEN NS_ERROR_PROXY_SERVICE_UNAVAILABLE
                    NS_ERROR_PROXY_UNAUTHORIZED NS_ERROR_PROXY_BAD_REQUEST NS_ERROR_NET_ERROR_RESPONSE

                    EGRESS_UNAVAILABLE again: Our own way out to the network is not working.
                    NS_ERROR_PROXY_CONNECTION_REFUSED NS_ERROR_UNKNOWN_PROXY_HOST

                    NO_NETWORK again: This machine has no network, or lost it while the page was loading.
                    NS_ERROR_OFFLINE

                    REDIRECT_LOOP final: The address redirects in a loop; it may need a cookie or a login.
                    NS_ERROR_REDIRECT_LOOP

                    UNSAFE_PORT final: Browsers refuse to open pages at this port.
                    NS_ERROR_PORT_ACCESS_NOT_ALLOWED

                    INVALID_URL final: The address is not one that a browser can open.
                    NS_ERROR_MALFORMED_URI NS_ERROR_UNKNOWN_PROTOCOL

                    RESPONSE_BROKEN final: The server's answer is compressed or encoded in a way that is broken.
                    NS_ERROR_INVALID_CONTENT_ENCODING NS_ERROR_CORRUPTED_CONTENT

                    HTTP2_FAILED again: The server broke off HTTP/2, as some do with automated browsers.
                    NS_ERROR_NET_HTTP2_SENT_GOAWAY NS_ERROR_NET_INADEQUATE_SECURITY

                    BLOCKED_BY_SITE final: The site's own security headers keep the page from loading.
                    NS_ERROR_XFO_VIOLATION NS_ERROR_CSP_FRAME_ANCESTOR_VIOLATION

                    NOT_A_PAGE final: The address leads to a download or to nothing at all, not to a page.
                    NS_BINDING_ABORTED NS_ERROR_WONT_HANDLE_CONTENT

                    OUT_OF_RESOURCES again: The browser ran out of memory, of connections or of space.
                    NS_ERROR_OUT_OF_MEMORY
                    """,
                    " +");

    private FirefoxErrors() {}

    /// The error that a message names, if it names one; what is not listed keeps the browser's own name.
    static Optional<KnownError> in(String message) {
        var name = NAME.matcher(message);
        return name.find() ? Optional.of(named(name.group())) : Optional.empty();
    }

    private static KnownError named(String name) {
        var known = TABLE.get(name);
        if (known != null) {
            return known;
        }
        var call = "; the browser calls it %s.".formatted(name);
        if (name.startsWith("SEC_ERROR") || name.startsWith("MOZILLA_PKIX") || name.startsWith("SSL_ERROR_BAD_CERT")) {
            return new KnownError("CERTIFICATE_INVALID", false, "The certificate is not valid" + call);
        }
        return name.startsWith("SSL_ERROR")
                ? new KnownError("TLS_FAILED", false, "The server does not speak TLS properly at this port" + call)
                : new KnownError("LOAD_FAILED", true, "The page could not be loaded" + call);
    }
}
