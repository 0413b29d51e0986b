package dev.tandem.audit.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final URI PAGE = URI.create("https://example.org/shop?session=1#top");

    @Test
    void isASha256OfThePlaceAndTheRule() {
        assertThat(of(PAGE, "image-alt", "main > img", "<img src=a>")).matches("[0-9a-f]{64}");
    }

    @Test
    void staysWhileTextQueryAndGeneratedNamesChange() {
        var first = of(PAGE, "link-name", ".css-1x2y3z > a", "<a href='/1'>One</a>");

        assertThat(
                        of(
                                URI.create("http://EXAMPLE.org/shop?x=2"),
                                "link-name",
                                ".css-9q8w7e > a",
                                "<A href='/2'>Two</a>"))
                .isEqualTo(first);
        assertThat(of(PAGE, "link-name", "#item-12345 > a", "<a>"))
                .isEqualTo(of(PAGE, "link-name", "#item-67890 > a", "<a>"));
    }

    @Test
    void differsByRulePlacePageAndKindOfElement() {
        var first = of(PAGE, "link-name", "nav > a", "<a>");

        assertThat(
                        List.of(
                                of(PAGE, "color-contrast", "nav > a", "<a>"),
                                of(PAGE, "link-name", "main > a", "<a>"),
                                of(URI.create("https://example.org/other"), "link-name", "nav > a", "<a>"),
                                of(URI.create("https://example.com/shop"), "link-name", "nav > a", "<a>"),
                                of(PAGE, "link-name", "nav > a", "<button>")))
                .doesNotContain(first)
                .doesNotHaveDuplicates();
    }

    private static String of(URI page, String code, String selector, String html) {
        return Fingerprint.of(page, code, List.of(selector), html);
    }
}
