package dev.tandem.audit.sitemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitemapXmlTest {

    private final List<SitemapXml.Kind> kinds = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    @Test
    void readsThePagesAndNoImages() throws XMLStreamException {
        read(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
                  <url><loc> https://example.org/?a=1&amp;b=2 </loc><lastmod>2026-01-01</lastmod>
                    <image:image><image:loc>https://example.org/a.png</image:loc></image:image></url>
                  <!-- <url><loc>https://example.org/old</loc></url> -->
                  <url><loc><![CDATA[https://example.org/ä]]></loc></url>
                </urlset>
                """);

        assertThat(kinds).containsExactly(SitemapXml.Kind.PAGES);
        assertThat(addresses).containsExactly("https://example.org/?a=1&b=2", "https://example.org/ä");
    }

    @Test
    void readsAnIndex() throws XMLStreamException {
        read("<sitemapindex><sitemap><loc>https://example.org/1.xml</loc></sitemap></sitemapindex>");

        assertThat(kinds).containsExactly(SitemapXml.Kind.SITEMAPS);
        assertThat(addresses).containsExactly("https://example.org/1.xml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "User-agent: *",
                "<html><body>Not found</body></html>",
                "<urlset><url><loc>https://example.org/</loc></url>",
                "<!DOCTYPE urlset [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><urlset><url><loc>&x;</loc></url></urlset>",
                "<!DOCTYPE urlset [<!ENTITY x \"https://example.org/\">]><urlset><url><loc>&x;</loc></url></urlset>"
            })
    void refusesWhatIsNoWholeSitemap(String xml) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        assertThatThrownBy(() -> read("<urlset>" + "<url>".repeat(1000))).isInstanceOf(XMLStreamException.class);
    }

    private void read(String xml) throws XMLStreamException {
        var bytes = new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
        SitemapXml.read(bytes, kinds::add, addresses::add);
    }
}
