package dev.tandem.audit.browser;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Chromium's network errors. The names are those of its `net/base/net_error_list.h`, without `ERR_`.
final class NetErrors {

    private static final Pattern NAME = Pattern.compile("net::ERR_([A-Z0-9_]+)");

    private static final Map<String, KnownError> TABLE =
            KnownError.table(
                    """
                    DNS_NAME_NOT_FOUND final: The host name does not exist, or has no address.
                    NAME_NOT_RESOLVED ICANN_NAME_COLLISION DNS_SEARCH_EMPTY DNS_NO_MATCHING_SUPPORTED_ALPN

                    DNS_FAILED again: The host name could not be looked up.
                    NAME_RESOLUTION_FAILED DNS_MALFORMED_RESPONSE DNS_SERVER_REQUIRES_TCP DNS_SERVER_FAILED DNS_TIMED_OUT
                    DNS_CACHE_MISS DNS_SORT_ERROR DNS_SECURE_RESOLVER_HOSTNAME_RESOLUTION_FAILED DNS_NAME_HTTPS_ONLY
                    DNS_REQUEST_CANCELLED DNS_REQUEST_CANCELED HOST_RESOLVER_QUEUE_TOO_LARGE

                    CONNECTION_REFUSED final: Nothing listens at this host and port.
                    CONNECTION_REFUSED

                    CONNECTION_TIMED_OUT again: The server did not answer in time; a firewall may drop the connection.
                    CONNECTION_TIMED_OUT TIMED_OUT

                    CONNECTION_CUT again: The server, or something before it, cut the connection.
                    CONNECTION_RESET CONNECTION_CLOSED CONNECTION_ABORTED CONNECTION_FAILED SOCKET_NOT_CONNECTED

                    EMPTY_RESPONSE again: The server closed the connection without sending anything.
                    EMPTY_RESPONSE

                    ADDRESS_UNREACHABLE final: There is no way to the host's address.
                    ADDRESS_UNREACHABLE ADDRESS_INVALID

                    NO_NETWORK again: This machine has no network, or lost it while the page was loading.
                    INTERNET_DISCONNECTED NETWORK_CHANGED NETWORK_ACCESS_DENIED NETWORK_IO_SUSPENDED
                    NETWORK_ACCESS_REVOKED

                    OUT_OF_RESOURCES again: The browser ran out of memory, of connections or of space.
                    INSUFFICIENT_RESOURCES OUT_OF_MEMORY NO_BUFFER_SPACE ADDRESS_IN_USE TEMPORARILY_THROTTLED
                    PRECONNECT_MAX_SOCKET_LIMIT FILE_NO_SPACE

                    CONNECTION_FAILED again: The connection to the server could not be made.
                    TUNNEL_CONNECTION_FAILED

                    EGRESS_UNAVAILABLE again: Our own way out to the network is not working.
                    PROXY_CONNECTION_FAILED PROXY_AUTH_REQUESTED PROXY_AUTH_UNSUPPORTED
                    PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION UNEXPECTED_PROXY_AUTH PROXY_CERTIFICATE_INVALID
                    PROXY_HTTP_1_1_REQUIRED PROXY_DELEGATE_CANCELED_CONNECT_REQUEST
                    PROXY_DELEGATE_CANCELED_CONNECT_RESPONSE MANDATORY_PROXY_CONFIGURATION_FAILED NO_SUPPORTED_PROXIES
                    PAC_SCRIPT_FAILED PAC_SCRIPT_TERMINATED PAC_NOT_IN_DHCP SOCKS_CONNECTION_FAILED
                    SOCKS_CONNECTION_HOST_UNREACHABLE HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT
                    UNABLE_TO_REUSE_CONNECTION_FOR_PROXY_AUTH

                    CERTIFICATE_INVALID final: The certificate was issued for another name.
                    CERT_COMMON_NAME_INVALID

                    CERTIFICATE_INVALID final: The certificate has expired, or is not valid yet.
                    CERT_DATE_INVALID

                    CERTIFICATE_INVALID final: The certificate is self-signed, or its issuer is not trusted.
                    CERT_AUTHORITY_INVALID CERT_SELF_SIGNED_LOCAL_NETWORK CERT_KNOWN_INTERCEPTION_BLOCKED

                    CERTIFICATE_INVALID final: The certificate was revoked.
                    CERT_REVOKED

                    CERTIFICATE_INVALID again: It could not be found out whether the certificate was revoked.
                    CERT_UNABLE_TO_CHECK_REVOCATION

                    CERTIFICATE_INVALID final: The certificate's signature or key is too weak.
                    CERT_WEAK_SIGNATURE_ALGORITHM CERT_WEAK_KEY

                    CERTIFICATE_INVALID final: The certificate is not valid.
                    CERT_CONTAINS_ERRORS CERT_NO_REVOCATION_MECHANISM CERT_INVALID CERT_NON_UNIQUE_NAME
                    CERT_NAME_CONSTRAINT_VIOLATION CERT_SYMANTEC_LEGACY CERT_END

                    CERTIFICATE_INVALID final: The certificate is valid for longer than browsers accept.
                    CERT_VALIDITY_TOO_LONG

                    CERTIFICATE_INVALID final: The certificate is not publicly logged.
                    CERTIFICATE_TRANSPARENCY_REQUIRED

                    CLIENT_CERTIFICATE_WANTED final: The server asks visitors for a certificate of their own.
                    SSL_CLIENT_AUTH_CERT_NEEDED BAD_SSL_CLIENT_AUTH_CERT CLIENT_AUTH_CERT_TYPE_UNSUPPORTED
                    SSL_CLIENT_AUTH_PRIVATE_KEY_ACCESS_DENIED SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY
                    SSL_CLIENT_AUTH_SIGNATURE_FAILED SSL_CLIENT_AUTH_CERT_BAD_FORMAT
                    SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS

                    TLS_FAILED final: The server offers only obsolete encryption.
                    SSL_VERSION_OR_CIPHER_MISMATCH SSL_OBSOLETE_CIPHER NO_SSL_VERSIONS_ENABLED

                    TLS_FAILED final: The server has no certificate for this name.
                    SSL_UNRECOGNIZED_NAME_ALERT

                    TLS_FAILED final: The server does not speak TLS properly at this port.
                    SSL_PROTOCOL_ERROR SSL_PINNED_KEY_NOT_IN_CERT_CHAIN SSL_SERVER_CERT_BAD_FORMAT
                    SSL_BAD_PEER_PUBLIC_KEY SSL_DECRYPT_ERROR_ALERT SSL_BAD_RECORD_MAC_ALERT
                    SSL_DECOMPRESSION_FAILURE_ALERT SSL_NO_RENEGOTIATION SSL_RENEGOTIATION_REQUESTED
                    SSL_SERVER_CERT_CHANGED SSL_HANDSHAKE_NOT_COMPLETED SSL_KEY_USAGE_INCOMPATIBLE
                    TLS13_DOWNGRADE_DETECTED ALPN_NEGOTIATION_FAILED INVALID_ECH_CONFIG_LIST ECH_NOT_NEGOTIATED
                    ECH_FALLBACK_CERTIFICATE_INVALID INSECURE_RESPONSE

                    TLS_FAILED again: The server refused to resume an encrypted connection.
                    EARLY_DATA_REJECTED WRONG_VERSION_ON_EARLY_DATA

                    REDIRECT_LOOP final: The address redirects in a loop; it may need a cookie or a login.
                    TOO_MANY_REDIRECTS

                    INVALID_REDIRECT final: The server redirects to an address that browsers don't follow.
                    INVALID_REDIRECT UNSAFE_REDIRECT

                    UNSAFE_PORT final: Browsers refuse to open pages at this port.
                    UNSAFE_PORT

                    INVALID_URL final: The address is not one that a browser can open.
                    INVALID_URL

                    INVALID_URL final: Only http and https addresses can be audited.
                    DISALLOWED_URL_SCHEME UNKNOWN_URL_SCHEME

                    NOT_HTTP final: What answers at this port is no web server.
                    INVALID_RESPONSE INVALID_HTTP_RESPONSE WS_PROTOCOL_ERROR WS_UPGRADE

                    RESPONSE_CUT again: The server's answer was cut off.
                    INVALID_CHUNKED_ENCODING INCOMPLETE_CHUNKED_ENCODING CONTENT_LENGTH_MISMATCH
                    RESPONSE_HEADERS_TRUNCATED RESPONSE_BODY_TOO_BIG_TO_DRAIN

                    RESPONSE_BROKEN final: The server's answer has headers that contradict each other, or too many.
                    RESPONSE_HEADERS_TOO_BIG RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH
                    RESPONSE_HEADERS_MULTIPLE_CONTENT_DISPOSITION RESPONSE_HEADERS_MULTIPLE_LOCATION

                    RESPONSE_BROKEN final: The server's answer is compressed or encoded in a way that is broken.
                    CONTENT_DECODING_FAILED CONTENT_DECODING_INIT_FAILED ENCODING_CONVERSION_FAILED
                    ENCODING_DETECTION_FAILED INVALID_SIGNED_EXCHANGE INVALID_WEB_BUNDLE

                    METHOD_REFUSED final: The server does not let pages be fetched like this.
                    METHOD_NOT_SUPPORTED REQUEST_RANGE_NOT_SATISFIABLE

                    EMPTY_ERROR_PAGE final: The server answered with an error and no page.
                    HTTP_RESPONSE_CODE_FAILURE

                    TOO_MANY_RETRIES again: The server made the browser start over too many times.
                    TOO_MANY_RETRIES TOO_MANY_ACCEPT_CH_RESTARTS

                    HTTP2_FAILED again: The server broke off HTTP/2, as some do with automated browsers.
                    HTTP2_PROTOCOL_ERROR HTTP2_INADEQUATE_TRANSPORT_SECURITY HTTP2_FLOW_CONTROL_ERROR
                    HTTP2_FRAME_SIZE_ERROR HTTP2_COMPRESSION_ERROR HTTP2_STREAM_CLOSED HTTP2_SERVER_REFUSED_STREAM
                    HTTP2_PING_FAILED HTTP2_CLIENT_REFUSED_STREAM INCOMPLETE_HTTP2_HEADERS HTTP_1_1_REQUIRED
                    H2_OR_QUIC_REQUIRED QUIC_PROTOCOL_ERROR QUIC_HANDSHAKE_FAILED QUIC_CERT_ROOT_NOT_KNOWN
                    QUIC_GOAWAY_REQUEST_CAN_BE_RETRIED

                    LOGIN_REFUSED final: The server refused the user name or password.
                    INVALID_AUTH_CREDENTIALS MALFORMED_IDENTITY

                    LOGIN_UNSUPPORTED final: The server wants a kind of login that is not available here.
                    UNSUPPORTED_AUTH_SCHEME MISSING_AUTH_CREDENTIALS MISCONFIGURED_AUTH_ENVIRONMENT
                    UNEXPECTED_SECURITY_LIBRARY_STATUS UNDOCUMENTED_SECURITY_LIBRARY_STATUS

                    BLOCKED_BY_SITE final: The site's own security headers keep the page from loading.
                    BLOCKED_BY_RESPONSE BLOCKED_BY_CSP BLOCKED_BY_ORB

                    BLOCKED final: The address is blocked here.
                    BLOCKED_BY_CLIENT BLOCKED_BY_ADMINISTRATOR BLOCKED_IN_INCOGNITO_BY_ADMINISTRATOR
                    BLOCKED_BY_FINGERPRINTING_PROTECTION CLEARTEXT_NOT_PERMITTED

                    BLOCKED final: A public page may not reach into a private network.
                    BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS LOCAL_NETWORK_PERMISSION_MISSING
                    CACHED_IP_ADDRESS_SPACE_BLOCKED_BY_LOCAL_NETWORK_ACCESS_POLICY INCONSISTENT_IP_ADDRESS_SPACE

                    LOAD_FAILED again: The page could not be loaded.
                    FAILED

                    BROWSER_FAILED again: The browser itself failed while it was loading the page.
                    UNEXPECTED ACCESS_DENIED NOT_IMPLEMENTED INVALID_ARGUMENT INVALID_HANDLE IO_PENDING
                    CONTEXT_SHUT_DOWN SOCKET_IS_CONNECTED MSG_TOO_BIG UPLOAD_FILE_CHANGED
                    UPLOAD_STREAM_REWIND_NOT_SUPPORTED FILE_TOO_BIG FILE_EXISTS FILE_PATH_TOO_LONG FILE_VIRUS_INFECTED
                    DICTIONARY_LOAD_FAILED TRUST_TOKEN_OPERATION_FAILED
                    TRUST_TOKEN_OPERATION_SUCCESS_WITHOUT_SENDING_REQUEST

                    NOT_A_PAGE final: The address leads to a download or to nothing at all, not to a page.
                    ABORTED FILE_NOT_FOUND
                    """,
                    " +");

    /// Families that hold more names than anybody needs to tell apart.
    private static final Map<Pattern, KnownError> FAMILIES =
            Map.of(
                    Pattern.compile("CACHE_.+|PKCS12_.+|.*_IMPORT_.+|CERT_DATABASE_.+|CERT_VERIFIER_.+"),
                    new KnownError("BROWSER_FAILED", true, "The browser itself failed while it was loading the page."),
                    Pattern.compile("FTP_.+"),
                    new KnownError("INVALID_URL", false, "Only http and https addresses can be audited."));

    private NetErrors() {}

    /// The error that a message names, if it names one; what is not listed keeps the browser's own name.
    static Optional<KnownError> in(String message) {
        var name = NAME.matcher(message);
        return name.find() ? Optional.of(named(name.group(1))) : Optional.empty();
    }

    private static KnownError named(String name) {
        var known = TABLE.get(name);
        if (known != null) {
            return known;
        }
        for (var family : FAMILIES.entrySet()) {
            if (family.getKey().matcher(name).matches()) {
                return family.getValue();
            }
        }
        var call = "; the browser calls it ERR_%s.".formatted(name);
        return name.startsWith("CERT_")
                ? new KnownError("CERTIFICATE_INVALID", false, "The certificate is not valid" + call)
                : new KnownError("LOAD_FAILED", true, "The page could not be loaded" + call);
    }
}
