package dev.tandem.audit.sitemap;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the `<loc>` of each entry and nothing else. Document types and external entities are off, so that a file can
/// neither grow while it is read nor make this machine fetch something.
final class SitemapXml {

    private static final XMLInputFactory FACTORY = factory();

    /// An address has 2,048 characters at most; what is longer is cut here and refused as an address later.
    private static final int LONGEST_ADDRESS = 4096;

    private static final int DEEPEST = 50;

    private SitemapXml() {}

    /// What a file names.
    enum Kind {
        PAGES,
        SITEMAPS
    }

    /// @param kind is told once, before the first address
    /// @throws XMLStreamException when the XML is broken, is no sitemap, or could not be read
    static void read(InputStream xml, Consumer<Kind> kind, Consumer<String> address) throws XMLStreamException {
        var reader = FACTORY.createXMLStreamReader(xml);
        Deque<String> path = new ArrayDeque<>();
        while (reader.hasNext()) {
            var event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                path.push(reader.getLocalName());
                if (path.size() == 1) {
                    kind.accept(kind(reader.getLocalName()));
                } else if (path.size() > DEEPEST) {
                    throw new XMLStreamException("Too deep for a sitemap.");
                } else if (isAddress(path)) {
                    address.accept(text(reader));
                    path.pop();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                path.pop();
            }
        }
    }

    /// Only an entry's own: an image within an entry has a `loc` too.
    private static boolean isAddress(Deque<String> path) {
        if (path.size() != 3 || !"loc".equals(path.peek())) {
            return false;
        }
        var parents = path.iterator();
        parents.next();
        return Set.of("url", "sitemap").contains(parents.next());
    }

    private static Kind kind(String root) throws XMLStreamException {
        return switch (root) {
            case "urlset" -> Kind.PAGES;
            case "sitemapindex" -> Kind.SITEMAPS;
            default -> throw new XMLStreamException("No sitemap.");
        };
    }

    /// Up to the end of the element; what is nested in it is left out.
    private static String text(XMLStreamReader reader) throws XMLStreamException {
        var text = new StringBuilder();
        for (var depth = 1; depth > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(text, reader.getText());
                default -> {}
            }
        }
        return text.toString().strip();
    }

    private static void append(StringBuilder text, String more) {
        text.append(more, 0, Math.min(more.length(), Math.max(0, LONGEST_ADDRESS - text.length())));
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }
}
