package dev.tandem.audit.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a?b=c, https://example.org/a?b=c",
        "HTTP://Example.org, HTTP://Example.org",
        "example.org, https://example.org",
        "localhost:3000, https://localhost:3000",
        "localhost:3000/a, https://localhost:3000/a",
        "localhost:3000?a=b, https://localhost:3000?a=b",
        "http://127.0.0.1:8081/, http://127.0.0.1:8081/",
        "http://[::1]:8081/, http://[::1]:8081/",
        "https://example.org/a b, https://example.org/a%20b",
        "https://example.org/ä, https://example.org/%C3%A4",
        "https://example.org/#/a|b, https://example.org/#/a%7Cb"
    })
    void takesWhatPeopleType(String typed, String address) {
        assertThat(PageUrl.parse("  " + typed + " ")).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a?b=c#d, https://example.org/a?b=c#d",
        "https://example.org/a%20b, https://example.org/a%20b",
        "https://example.org/a|b{c}[d]?e^f#/g|h#i, https://example.org/a%7Cb%7Bc%7D%5Bd%5D?e%5Ef#/g%7Ch%23i",
        "https://example.org/100%, https://example.org/100%25",
        "http://[::1]:8081/[a], http://[::1]:8081/%5Ba%5D",
        "data:text/plain;a b, data:text/plain;a%20b",
        "http://a b.org/, about:blank"
    })
    void takesWhatABrowserShows(String shown, String address) {
        assertThat(PageUrl.shown(shown)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://example.org",
                "chrome://settings",
                "http://",
                "http:///path",
                "https://user:secret@example.org/",
                "http://a b.org/",
                "http://example.org:0/",
                "http://example.org:99999/",
                "http://exa<mple.org/",
                "about:blank",
                "view-source:https://example.org"
            })
    void refusesWhatIsNoAddressOfAPage(String typed) {
        assertThatThrownBy(() -> PageUrl.parse(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(".");
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        var base = "https://example.org/";

        assertThatThrownBy(() -> PageUrl.parse(base + "x".repeat(3000))).hasMessageContaining("3020 characters");
        assertThat(PageUrl.parse(base + "x".repeat(2048 - base.length()))).isNotNull();
        assertThatThrownBy(() -> PageUrl.parse(null)).hasMessageContaining("missing");
    }
}
