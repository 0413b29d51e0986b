package dev.tandem.jobs.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class FeedTest {

    @Test
    void whatStrangersWroteStaysText() throws Exception {
        // Given
        var item =
                new Feed.Item(
                        "f:p",
                        "<b>Cook</b> & \"Baker\" \u0001\uFFFF😀",
                        "https://boards.example.com/?a=1&b=2",
                        "<script>alert(1)</script>",
                        Instant.parse("2026-05-04T12:00:00Z"));

        // When
        var xml = new Feed("]]> & <mine>", List.of(item)).xml("http://localhost:8082/");
        var document =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(xml)));

        // Then
        var texts = document.getElementsByTagName("title");
        assertThat(texts.item(0).getTextContent()).isEqualTo("Job postings: ]]> & <mine>");
        assertThat(texts.item(1).getTextContent()).isEqualTo("<b>Cook</b> & \"Baker\"   😀");
        assertThat(document.getElementsByTagName("link").item(1).getTextContent())
                .isEqualTo("https://boards.example.com/?a=1&b=2");
        assertThat(document.getElementsByTagName("description").item(1).getTextContent())
                .isEqualTo("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(document.getElementsByTagName("pubDate").item(0).getTextContent())
                .isEqualTo("Mon, 4 May 2026 12:00:00 GMT");
        assertThat(
                        document.getElementsByTagName("guid")
                                .item(0)
                                .getAttributes()
                                .getNamedItem("isPermaLink")
                                .getNodeValue())
                .isEqualTo("false");
    }
}
