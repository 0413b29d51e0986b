package dev.tandem.audit.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LighthouseFailureTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    BROWSER_GONE,            anything,                                   LIGHTHOUSE_CRASHED,         true
                    TARGET_CRASHED,          anything,                                   LIGHTHOUSE_CRASHED,         true
                    PAGE_HUNG,               anything,                                   LIGHTHOUSE_PAGE_HUNG,       false
                    NO_FCP,                  anything,                                   LIGHTHOUSE_NO_PAINT,        true
                    FAILED_DOCUMENT_REQUEST, (Details: net::ERR_CONNECTION_RESET),       LIGHTHOUSE_DOCUMENT_FAILED, true
                    FAILED_DOCUMENT_REQUEST, (Details: net::ERR_CONNECTION_REFUSED),     LIGHTHOUSE_DOCUMENT_FAILED, false
                    FAILED_DOCUMENT_REQUEST, (Details: net::ERR_ABORTED),                LIGHTHOUSE_NOT_HTML,        false
                    ERRORED_DOCUMENT_REQUEST, responding properly. (Status code: 503),   LIGHTHOUSE_DOCUMENT_FAILED, true
                    ERRORED_DOCUMENT_REQUEST, responding properly. (Status code: 404),   LIGHTHOUSE_DOCUMENT_FAILED, false
                    DNS_FAILURE,             anything,                                   LIGHTHOUSE_DOCUMENT_FAILED, false
                    CHROME_INTERSTITIAL_ERROR, anything,                                 LIGHTHOUSE_INSECURE,        false
                    NOT_HTML,                anything,                                   LIGHTHOUSE_NOT_HTML,        false
                    INVALID_URL,             anything,                                   LIGHTHOUSE_BAD_REQUEST,     false
                    PROTOCOL_TIMEOUT,        anything,                                   LIGHTHOUSE_ENGINE_ERROR,    true
                    BROWSER_UNAVAILABLE,     no such file,                               LIGHTHOUSE_UNAVAILABLE,     true
                    """)
    void everyReasonHasACodeASentenceAndAnAdviceOnRetrying(
            String engineCode, String message, LighthouseFailure.Code code, boolean retryable) {
        var failure = LighthouseFailure.reported(engineCode, message);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure).hasMessageMatching("[A-Z].*[^\\n]{20,}").hasMessageNotContaining("net::");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO_FCP",
                "NO_LCP",
                "NO_LCP_ALL_FRAMES",
                "NO_DCL",
                "NO_FMP",
                "NO_NAVSTART",
                "NO_RESOURCE_REQUEST",
                "NO_TRACING_STARTED",
                "NO_SCREENSHOTS",
                "NO_SPEEDLINE_FRAMES",
                "SPEEDINDEX_OF_ZERO",
                "INVALID_SPEEDLINE",
                "NO_DOCUMENT_REQUEST",
                "FAILED_DOCUMENT_REQUEST",
                "ERRORED_DOCUMENT_REQUEST",
                "INSECURE_DOCUMENT_REQUEST",
                "CHROME_INTERSTITIAL_ERROR",
                "DNS_FAILURE",
                "NOT_HTML",
                "INVALID_URL",
                "PAGE_HUNG",
                "NO_TTI_CPU_IDLE_PERIOD",
                "NO_TTI_NETWORK_IDLE_PERIOD",
                "PROTOCOL_TIMEOUT",
                "CRI_TIMEOUT",
                "TARGET_CRASHED",
                "TRACING_ALREADY_STARTED",
                "PARSING_PROBLEM",
                "READ_FAILED",
                "UNSUPPORTED_OLD_CHROME",
                "MISSING_REQUIRED_ARTIFACT",
                "ERRORED_REQUIRED_ARTIFACT"
            })
    void noErrorOfLighthousesIsPassedOnAsItIs(String engineCode) {
        assertThat(LighthouseFailure.reported(engineCode, "words of its own"))
                .hasMessageNotContaining("Lighthouse itself failed");
    }

    @Test
    void aStackTraceNeverBecomesPartOfTheSentence() {
        var failure = LighthouseFailure.reported("TypeError", "x is undefined\n    at foo (bar.js:1:2)");

        assertThat(failure).hasMessageContaining("x is undefined").hasMessageNotContaining("bar.js");
    }

    @Test
    void aStatusIsNamed() {
        assertThat(LighthouseFailure.reported("ERRORED_DOCUMENT_REQUEST", "(Status code: 404)"))
                .hasMessage("The server answered with status 404 instead of the page.");
    }
}
