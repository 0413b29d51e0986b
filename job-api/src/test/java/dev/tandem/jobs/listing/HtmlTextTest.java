package dev.tandem.jobs.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<p>One</p><p>Two</p>~One||Two",
                "<div>One</div><div>Two</div>~One|Two",
                "One<br>Two<br/><br/><br/>Three~One|Two||Three",
                "<h2>One</h2>Two <b>and</b> <i>three</i>~One||Two and three",
                "<ul><li>One</li><li><p>Two</p></li></ul>End~- One|- Two||End",
                "<ol start=3><li>One<li>Two</ol>~3. One|4. Two",
                "<table><tr><td>A</td><td>B</td></tr></table>~A B",
                "One&nbsp;&nbsp;  two~One two",
                "<pre>a  b</pre>~a  b",
                "See <img src=x alt='the office'> <a href=x>here</a>~See the office here",
                "<style>p{}</style><script>x()</script>Hello~Hello",
                "<p> </p>~",
            })
    void breaksLinesWhereABrowserDoes(String html, @Nullable String text) {
        assertThat(HtmlText.text(html)).isEqualTo(text == null ? null : text.replace('|', '\n'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>x()</script>",
                "<p onclick='x()'>",
                "<a href='javascript:x()'>",
                "<a href='data:text/html,x'>",
                "<iframe src='https://example.com'></iframe>",
                "<img src='https://example.com/pixel.gif'>",
                "<form action='/x'><input></form>",
                "<p style='position:fixed'>",
                "<svg><script>x()</script></svg>",
                "<link rel=stylesheet href=x>",
                "<base href='https://example.com'>"
            })
    void keepsNothingThatRunsLoadsOrStyles(String html) {
        assertThat(String.valueOf(HtmlText.parsed("<p>Hello</p>" + html).safe()))
                .startsWith("<p>Hello</p>")
                .doesNotContain("script", "onclick", "href", "src", "form", "style", "x()");
    }

    @Test
    void keepsWhatTextIsMadeOfAndMarksLinks() {
        assertThat(
                        HtmlText.parsed(
                                        "<h2>A</h2><ul><li><b>b</b> <a href='https://example.com' target=_blank>c</a></li></ul>")
                                .safe())
                .isEqualTo(
                        "<h2>A</h2><ul><li><b>b</b> <a href=\"https://example.com\" rel=\"nofollow noopener"
                                + " noreferrer\">c</a></li></ul>");
    }

    @Test
    void isNullWhereThereIsNothing() {
        assertThat(HtmlText.text(null)).isNull();
        assertThat(HtmlText.parsed("<script>x</script>").safe()).isNull();
    }
}
