package dev.tandem.audit.browser;

import java.util.Optional;
import java.util.regex.Pattern;

/// Chromium's network errors that a page's address can lead to, as sentences. The names are those of Chromium's
/// `net/base/net_error_list.h`; several that mean the same to a person share a code.
enum NetError {
    NAME_NOT_RESOLVED("DNS_NAME_NOT_FOUND", false, "The host name does not exist, or has no address."),
    NAME_RESOLUTION_FAILED("DNS_FAILED", true, "The host name could not be looked up."),
    DNS_TIMED_OUT("DNS_FAILED", true, "The host name could not be looked up in time."),
    DNS_SERVER_FAILED("DNS_FAILED", true, "The name server could not answer for this host."),
    CONNECTION_REFUSED("CONNECTION_REFUSED", false, "Nothing listens at this host and port."),
    CONNECTION_TIMED_OUT(
            "CONNECTION_TIMED_OUT", true, "The server did not answer; a firewall may drop the connection."),
    TIMED_OUT("CONNECTION_TIMED_OUT", true, "The server did not answer in time."),
    CONNECTION_RESET("CONNECTION_CUT", true, "The server, or something before it, cut the connection."),
    CONNECTION_CLOSED("CONNECTION_CUT", true, "The server closed the connection before it answered."),
    CONNECTION_ABORTED("CONNECTION_CUT", true, "The connection was cut while the page was loading."),
    CONNECTION_FAILED("CONNECTION_CUT", true, "The connection could not be made."),
    SOCKET_NOT_CONNECTED("CONNECTION_CUT", true, "The connection was lost."),
    EMPTY_RESPONSE("EMPTY_RESPONSE", true, "The server closed the connection without sending anything."),
    ADDRESS_UNREACHABLE("ADDRESS_UNREACHABLE", false, "There is no way to the host's address."),
    ADDRESS_INVALID("ADDRESS_UNREACHABLE", false, "The host's address is not one that can be reached."),
    INTERNET_DISCONNECTED("NO_NETWORK", true, "This machine has no network."),
    NETWORK_CHANGED("NO_NETWORK", true, "This machine's network changed while the page was loading."),
    NETWORK_ACCESS_DENIED("NO_NETWORK", true, "This machine may not use the network."),
    TUNNEL_CONNECTION_FAILED("CONNECTION_FAILED", true, "The connection to the server could not be made."),
    PROXY_CONNECTION_FAILED("EGRESS_UNAVAILABLE", true, "Our own way out to the network is not working."),
    CERT_COMMON_NAME_INVALID("CERTIFICATE_INVALID", false, "The certificate was issued for another name."),
    CERT_DATE_INVALID("CERTIFICATE_INVALID", false, "The certificate has expired, or is not valid yet."),
    CERT_AUTHORITY_INVALID(
            "CERTIFICATE_INVALID", false, "The certificate is self-signed, or its issuer is not trusted."),
    CERT_REVOKED("CERTIFICATE_INVALID", false, "The certificate was revoked."),
    CERT_WEAK_SIGNATURE_ALGORITHM("CERTIFICATE_INVALID", false, "The certificate's signature is too weak."),
    CERT_WEAK_KEY("CERTIFICATE_INVALID", false, "The certificate's key is too weak."),
    CERT_INVALID("CERTIFICATE_INVALID", false, "The certificate is not valid."),
    CERT_CONTAINS_ERRORS("CERTIFICATE_INVALID", false, "The certificate contains errors."),
    CERT_VALIDITY_TOO_LONG("CERTIFICATE_INVALID", false, "The certificate is valid for longer than browsers accept."),
    CERTIFICATE_TRANSPARENCY_REQUIRED("CERTIFICATE_INVALID", false, "The certificate is not publicly logged."),
    SSL_PROTOCOL_ERROR("TLS_FAILED", false, "The server does not speak TLS properly at this port."),
    SSL_VERSION_OR_CIPHER_MISMATCH("TLS_FAILED", false, "The server offers only obsolete encryption."),
    SSL_UNRECOGNIZED_NAME_ALERT("TLS_FAILED", false, "The server has no certificate for this name."),
    SSL_CLIENT_AUTH_CERT_NEEDED("TLS_FAILED", false, "The server asks visitors for a certificate of their own."),
    BAD_SSL_CLIENT_AUTH_CERT("TLS_FAILED", false, "The server asks visitors for a certificate of their own."),
    TOO_MANY_REDIRECTS("REDIRECT_LOOP", false, "The address redirects in a loop; it may need a cookie or a login."),
    INVALID_REDIRECT("INVALID_REDIRECT", false, "The server redirects to an address that does not exist."),
    UNSAFE_REDIRECT("INVALID_REDIRECT", false, "The server redirects to an address that browsers don't follow."),
    UNSAFE_PORT("UNSAFE_PORT", false, "Browsers refuse to open pages at this port."),
    INVALID_URL("INVALID_URL", false, "The address is not one that a browser can open."),
    DISALLOWED_URL_SCHEME("INVALID_URL", false, "Only http and https addresses can be audited."),
    UNKNOWN_URL_SCHEME("INVALID_URL", false, "Only http and https addresses can be audited."),
    INVALID_RESPONSE("NOT_HTTP", false, "What answers at this port is no web server."),
    INVALID_HTTP_RESPONSE("NOT_HTTP", false, "What answers at this port is no web server."),
    INVALID_CHUNKED_ENCODING("RESPONSE_CUT", true, "The server's answer was cut off."),
    INCOMPLETE_CHUNKED_ENCODING("RESPONSE_CUT", true, "The server's answer was cut off."),
    CONTENT_LENGTH_MISMATCH("RESPONSE_CUT", true, "The server's answer was cut off."),
    CONTENT_DECODING_FAILED("RESPONSE_BROKEN", false, "The server's answer is compressed in a way that is broken."),
    RESPONSE_HEADERS_TOO_BIG("RESPONSE_BROKEN", false, "The server sends more headers than browsers take."),
    HTTP2_PROTOCOL_ERROR("HTTP2_FAILED", true, "The server broke off HTTP/2, as some do with automated browsers."),
    HTTP2_SERVER_REFUSED_STREAM("HTTP2_FAILED", true, "The server refused the request over HTTP/2."),
    HTTP_RESPONSE_CODE_FAILURE("EMPTY_ERROR_PAGE", false, "The server answered with an error and no page."),
    INVALID_AUTH_CREDENTIALS("LOGIN_REFUSED", false, "The server refused the user name or password."),
    BLOCKED_BY_RESPONSE("BLOCKED_BY_SITE", false, "The site's own security headers keep the page from loading."),
    BLOCKED_BY_ADMINISTRATOR("BLOCKED", false, "This machine's policy blocks the address."),
    BLOCKED_BY_CLIENT("BLOCKED", false, "The address is blocked here."),
    INSUFFICIENT_RESOURCES("OUT_OF_RESOURCES", true, "The browser ran out of memory or of connections."),
    OUT_OF_MEMORY("OUT_OF_RESOURCES", true, "The browser ran out of memory."),
    FAILED("LOAD_FAILED", true, "The page could not be loaded.");

    private static final Pattern NAME = Pattern.compile("net::ERR_([A-Z0-9_]+)");

    private final String code;
    private final boolean retryable;
    private final String sentence;

    NetError(String code, boolean retryable, String sentence) {
        this.code = code;
        this.retryable = retryable;
        this.sentence = sentence;
    }

    /// The error that a message names; one that is not listed here is [#FAILED].
    static Optional<NetError> in(String message) {
        var name = NAME.matcher(message);
        if (!name.find()) {
            return Optional.empty();
        }
        for (var error : values()) {
            if (error.name().equals(name.group(1))) {
                return Optional.of(error);
            }
        }
        return Optional.of(name.group(1).startsWith("CERT_") ? CERT_INVALID : FAILED);
    }

    BrowserFailure because(Throwable cause) {
        return new BrowserFailure(code, sentence, retryable, cause);
    }
}
