package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "net::ERR_NAME_NOT_RESOLVED at https://a.test/|DNS_NAME_NOT_FOUND|false",
                "net::ERR_CONNECTION_REFUSED at http://a.test/|CONNECTION_REFUSED|false",
                "net::ERR_CONNECTION_RESET at http://a.test/|CONNECTION_CUT|true",
                "net::ERR_CERT_DATE_INVALID at https://a.test/|CERTIFICATE_INVALID|false",
                "net::ERR_CERT_SOMETHING_NEW at https://a.test/|CERTIFICATE_INVALID|false",
                "net::ERR_TOO_MANY_REDIRECTS at https://a.test/|REDIRECT_LOOP|false",
                "net::ERR_NEVER_HEARD_OF at https://a.test/|LOAD_FAILED|true",
                "net::ERR_ABORTED; maybe frame was detached?|NOT_A_PAGE|false",
                "Download is starting|NOT_A_PAGE|false",
                "Target crashed|PAGE_CRASHED|true",
                "Navigation failed because page crashed!|PAGE_CRASHED|true",
                "Target page, context or browser has been closed|BROWSER_GONE|true",
                "Failed to read message from driver, pipe closed.|BROWSER_GONE|true",
                "Playwright connection closed|BROWSER_GONE|true",
                "Execution context was destroyed, most likely because of a navigation|PAGE_NAVIGATED_AWAY|true",
                "Navigation to \"a\" is interrupted by another navigation to \"b\"|PAGE_NAVIGATED_AWAY|true",
                "Protocol error (Page.navigate): Cannot navigate to invalid URL|INVALID_URL|false",
                "Executable doesn't exist at /nowhere|BROWSER_NOT_STARTED|false",
                "Message: Error: NS_ERROR_UNKNOWN_HOST at https://a.test/|DNS_NAME_NOT_FOUND|false",
                "Message: Error: NS_ERROR_PROXY_FORBIDDEN at https://a.test/|CONNECTION_FAILED|true",
                "Message: Error: SEC_ERROR_UNKNOWN_ISSUER at https://a.test/|CERTIFICATE_INVALID|false",
                "Message: Error: deniedPortAccess at http://a.test:1/|UNSAFE_PORT|false",
                "Something entirely new|BROWSER_FAILED|true"
            })
    void saysItInASentence(String message, String code, boolean retryable) {
        var error =
                BrowserErrors.explain(new PlaywrightException("Error {\n  message='" + message + "'\n Call log: x"))
                        .error();

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error.message()).endsWith(".").doesNotContain("Call log", "net::", "message=");
    }

    @Test
    void aTimeoutIsTheServersWhenItsSaysNothingElse() {
        assertThat(BrowserErrors.explain(new TimeoutError("Timeout 30000ms exceeded.")).error().code())
                .isEqualTo("PAGE_TIMED_OUT");
    }

    @Test
    void anUnknownErrorKeepsTheBrowsersOwnName() {
        assertThat(explain("net::ERR_NEVER_HEARD_OF at https://a.test/"))
                .isEqualTo("The page could not be loaded; the browser calls it ERR_NEVER_HEARD_OF.");
        assertThat(explain("Error: NS_ERROR_NEVER_HEARD_OF at https://a.test/"))
                .isEqualTo("The page could not be loaded; the browser calls it NS_ERROR_NEVER_HEARD_OF.");
    }

    private static String explain(String message) {
        return BrowserErrors.explain(new PlaywrightException(message)).error().message();
    }
}
