package dev.tandem.jobs.notify;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A filter's newest matches as RSS 2.0.
///
/// @param name of the filter
/// @param items the newest first
record Feed(String name, List<Item> items) {

    // What XML can't hold, escaped or not.
    private static final Pattern IMPOSSIBLE =
            Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    Feed {
        items = List.copyOf(items);
    }

    /// A match.
    ///
    /// @param guid the same for as long as the match is one
    /// @param text where the work is, and why it matches
    record Item(String guid, String title, String link, String text, Instant matchedAt) {}

    /// @param site the service's own address
    String xml(String site) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("rss");
            xml.writeAttribute("version", "2.0");
            xml.writeStartElement("channel");
            element(xml, "title", "Job postings: " + name);
            element(xml, "link", site);
            element(xml, "description", "New postings that match the filter \"%s\".".formatted(name));
            element(xml, "ttl", "15");
            for (var item : items) {
                item(xml, item);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("A text takes whatever is written.", impossible);
        }
        return text.toString();
    }

    private static void item(XMLStreamWriter xml, Item item) throws XMLStreamException {
        xml.writeStartElement("item");
        element(xml, "title", item.title);
        element(xml, "link", item.link);
        // Readers show a description as HTML, and what is in it was written by strangers.
        element(xml, "description", item.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        xml.writeStartElement("guid");
        xml.writeAttribute("isPermaLink", "false");
        xml.writeCharacters(item.guid);
        xml.writeEndElement();
        element(xml, "pubDate", DateTimeFormatter.RFC_1123_DATE_TIME.format(item.matchedAt.atOffset(ZoneOffset.UTC)));
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(IMPOSSIBLE.matcher(text).replaceAll(" "));
        xml.writeEndElement();
    }
}
