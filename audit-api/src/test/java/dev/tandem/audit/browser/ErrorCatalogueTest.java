package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every error that Chromium and Playwright's driver are known to have, so that none reaches a person as it is.
class ErrorCatalogueTest {

    private static final String NETWORK =
            """
            NAME_NOT_RESOLVED NAME_RESOLUTION_FAILED ICANN_NAME_COLLISION DNS_MALFORMED_RESPONSE DNS_SERVER_REQUIRES_TCP
            DNS_SERVER_FAILED DNS_TIMED_OUT DNS_CACHE_MISS DNS_SEARCH_EMPTY DNS_SORT_ERROR
            DNS_SECURE_RESOLVER_HOSTNAME_RESOLUTION_FAILED DNS_NAME_HTTPS_ONLY DNS_REQUEST_CANCELLED
            DNS_NO_MATCHING_SUPPORTED_ALPN HOST_RESOLVER_QUEUE_TOO_LARGE
            CONNECTION_REFUSED CONNECTION_TIMED_OUT CONNECTION_RESET CONNECTION_CLOSED CONNECTION_ABORTED CONNECTION_FAILED
            TIMED_OUT ADDRESS_UNREACHABLE ADDRESS_INVALID INTERNET_DISCONNECTED NETWORK_CHANGED NETWORK_ACCESS_DENIED
            NETWORK_IO_SUSPENDED SOCKET_NOT_CONNECTED EMPTY_RESPONSE ADDRESS_IN_USE NO_BUFFER_SPACE INSUFFICIENT_RESOURCES
            OUT_OF_MEMORY TEMPORARILY_THROTTLED PRECONNECT_MAX_SOCKET_LIMIT
            TUNNEL_CONNECTION_FAILED PROXY_CONNECTION_FAILED PROXY_AUTH_REQUESTED PROXY_AUTH_UNSUPPORTED
            PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION UNEXPECTED_PROXY_AUTH PROXY_CERTIFICATE_INVALID PROXY_HTTP_1_1_REQUIRED
            PROXY_DELEGATE_CANCELED_CONNECT_REQUEST MANDATORY_PROXY_CONFIGURATION_FAILED NO_SUPPORTED_PROXIES
            PAC_SCRIPT_FAILED PAC_SCRIPT_TERMINATED PAC_NOT_IN_DHCP SOCKS_CONNECTION_FAILED SOCKS_CONNECTION_HOST_UNREACHABLE
            HTTPS_PROXY_TUNNEL_RESPONSE_REDIRECT UNABLE_TO_REUSE_CONNECTION_FOR_PROXY_AUTH
            CERT_COMMON_NAME_INVALID CERT_DATE_INVALID CERT_AUTHORITY_INVALID CERT_CONTAINS_ERRORS
            CERT_NO_REVOCATION_MECHANISM CERT_UNABLE_TO_CHECK_REVOCATION CERT_REVOKED CERT_INVALID
            CERT_WEAK_SIGNATURE_ALGORITHM CERT_NON_UNIQUE_NAME CERT_WEAK_KEY CERT_NAME_CONSTRAINT_VIOLATION
            CERT_VALIDITY_TOO_LONG CERTIFICATE_TRANSPARENCY_REQUIRED CERT_SYMANTEC_LEGACY CERT_KNOWN_INTERCEPTION_BLOCKED
            CERT_SELF_SIGNED_LOCAL_NETWORK
            SSL_PROTOCOL_ERROR SSL_VERSION_OR_CIPHER_MISMATCH SSL_OBSOLETE_CIPHER SSL_UNRECOGNIZED_NAME_ALERT
            SSL_CLIENT_AUTH_CERT_NEEDED BAD_SSL_CLIENT_AUTH_CERT CLIENT_AUTH_CERT_TYPE_UNSUPPORTED
            SSL_CLIENT_AUTH_PRIVATE_KEY_ACCESS_DENIED SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY SSL_CLIENT_AUTH_SIGNATURE_FAILED
            SSL_CLIENT_AUTH_CERT_BAD_FORMAT SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS SSL_PINNED_KEY_NOT_IN_CERT_CHAIN
            SSL_SERVER_CERT_BAD_FORMAT SSL_BAD_PEER_PUBLIC_KEY SSL_DECRYPT_ERROR_ALERT SSL_BAD_RECORD_MAC_ALERT
            SSL_DECOMPRESSION_FAILURE_ALERT SSL_NO_RENEGOTIATION SSL_RENEGOTIATION_REQUESTED SSL_SERVER_CERT_CHANGED
            SSL_HANDSHAKE_NOT_COMPLETED SSL_KEY_USAGE_INCOMPATIBLE NO_SSL_VERSIONS_ENABLED TLS13_DOWNGRADE_DETECTED
            EARLY_DATA_REJECTED WRONG_VERSION_ON_EARLY_DATA ALPN_NEGOTIATION_FAILED INVALID_ECH_CONFIG_LIST
            ECH_NOT_NEGOTIATED ECH_FALLBACK_CERTIFICATE_INVALID INSECURE_RESPONSE
            TOO_MANY_REDIRECTS INVALID_REDIRECT UNSAFE_REDIRECT INVALID_URL DISALLOWED_URL_SCHEME UNKNOWN_URL_SCHEME
            UNSAFE_PORT INVALID_RESPONSE INVALID_HTTP_RESPONSE INVALID_CHUNKED_ENCODING INCOMPLETE_CHUNKED_ENCODING
            CONTENT_LENGTH_MISMATCH RESPONSE_HEADERS_TRUNCATED RESPONSE_HEADERS_TOO_BIG
            RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH RESPONSE_HEADERS_MULTIPLE_CONTENT_DISPOSITION
            RESPONSE_HEADERS_MULTIPLE_LOCATION CONTENT_DECODING_FAILED CONTENT_DECODING_INIT_FAILED
            ENCODING_CONVERSION_FAILED ENCODING_DETECTION_FAILED METHOD_NOT_SUPPORTED REQUEST_RANGE_NOT_SATISFIABLE
            HTTP_RESPONSE_CODE_FAILURE TOO_MANY_RETRIES TOO_MANY_ACCEPT_CH_RESTARTS
            HTTP2_PROTOCOL_ERROR HTTP2_INADEQUATE_TRANSPORT_SECURITY HTTP2_FLOW_CONTROL_ERROR HTTP2_FRAME_SIZE_ERROR
            HTTP2_COMPRESSION_ERROR HTTP2_STREAM_CLOSED HTTP2_SERVER_REFUSED_STREAM HTTP2_PING_FAILED
            HTTP2_CLIENT_REFUSED_STREAM INCOMPLETE_HTTP2_HEADERS HTTP_1_1_REQUIRED H2_OR_QUIC_REQUIRED QUIC_PROTOCOL_ERROR
            QUIC_HANDSHAKE_FAILED QUIC_CERT_ROOT_NOT_KNOWN QUIC_GOAWAY_REQUEST_CAN_BE_RETRIED
            INVALID_AUTH_CREDENTIALS MALFORMED_IDENTITY UNSUPPORTED_AUTH_SCHEME MISSING_AUTH_CREDENTIALS
            MISCONFIGURED_AUTH_ENVIRONMENT UNEXPECTED_SECURITY_LIBRARY_STATUS UNDOCUMENTED_SECURITY_LIBRARY_STATUS
            BLOCKED_BY_CLIENT BLOCKED_BY_RESPONSE BLOCKED_BY_CSP BLOCKED_BY_ORB BLOCKED_BY_ADMINISTRATOR
            BLOCKED_IN_INCOGNITO_BY_ADMINISTRATOR CLEARTEXT_NOT_PERMITTED BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS
            LOCAL_NETWORK_PERMISSION_MISSING CACHED_IP_ADDRESS_SPACE_BLOCKED_BY_LOCAL_NETWORK_ACCESS_POLICY
            INCONSISTENT_IP_ADDRESS_SPACE BLOCKED_BY_FINGERPRINTING_PROTECTION NETWORK_ACCESS_REVOKED
            ABORTED FAILED UNEXPECTED ACCESS_DENIED NOT_IMPLEMENTED INVALID_ARGUMENT INVALID_HANDLE FILE_NOT_FOUND
            FILE_TOO_BIG FILE_EXISTS FILE_PATH_TOO_LONG FILE_NO_SPACE FILE_VIRUS_INFECTED UPLOAD_FILE_CHANGED
            UPLOAD_STREAM_REWIND_NOT_SUPPORTED CONTEXT_SHUT_DOWN IO_PENDING SOCKET_IS_CONNECTED MSG_TOO_BIG
            WS_PROTOCOL_ERROR WS_UPGRADE CACHE_MISS CACHE_READ_FAILURE CACHE_LOCK_TIMEOUT INVALID_SIGNED_EXCHANGE
            INVALID_WEB_BUNDLE TRUST_TOKEN_OPERATION_FAILED TRUST_TOKEN_OPERATION_SUCCESS_WITHOUT_SENDING_REQUEST
            FTP_FAILED FTP_SERVICE_UNAVAILABLE PKCS12_IMPORT_BAD_PASSWORD PRIVATE_KEY_IMPORT_FAILED CERT_IMPORT_FAILED
            DICTIONARY_LOAD_FAILED\
            """;

    private static final String DRIVER =
            """
            Target crashed
            Page crashed
            Navigation failed because page crashed!
            Target page, context or browser has been closed
            Failed to read message from driver, pipe closed.
            Playwright connection closed
            Failed to launch driver
            Failed to create driver
            Object doesn't exist: page@1
            Cannot find object to call __adopt__: page@1
            Cannot find command to respond: 7
            Failed to read message
            Operation interrupted
            Download is starting
            net::ERR_ABORTED; maybe frame was detached?
            Navigation to "http://a.test/" is interrupted by another navigation to "http://b.test/"
            Navigation to "http://a.test/" is interrupted by another navigation to "chrome-error://chromewebdata/"
            Execution context was destroyed, most likely because of a navigation
            Frame was detached
            Frame has been detached.
            Navigating frame was detached!
            Unable to retrieve content because the page is navigating and changing the content.
            Cannot navigate to invalid URL
            Protocol error (Page.navigate): Cannot navigate to invalid URL
            Protocol error (Page.navigate): something else
            Executable doesn't exist at /usr/bin/chrome
            Failed to launch: Error: spawn /usr/bin/chrome ENOENT
            Failed to launch the browser process.
            Process failed to launch!
            Chromium sandboxing failed!
            Missing X server or $DISPLAY
            Invalid proxy server protocol
            Invalid timezone ID: Mars/Base
            Browser does not support socks5 proxy authentication\
            """;

    static Stream<String> messages() {
        var network = Stream.of(NETWORK.split("\\s+")).map(name -> "net::ERR_" + name + " at https://a.test/");
        return Stream.concat(network, DRIVER.lines());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyErrorHasACodeAndASentenceOfItsOwn(String message) {
        var error = BrowserErrors.explain(new PlaywrightException(message + "\nCall log:\n  - navigating")).error();

        assertThat(error.code()).matches("[A-Z][A-Z0-9_]+");
        assertThat(error.message())
                .matches("[A-Z].*\\.")
                .isNotEqualTo("The browser could not audit the page.")
                .doesNotContain("the browser calls it", "ERR_", "Call log", "Protocol error");
    }

    @Test
    void aTimeOutHasOneToo() {
        assertThat(BrowserErrors.explain(new TimeoutError("Timeout 30000ms exceeded.")).error().retryable()).isTrue();
    }
}
