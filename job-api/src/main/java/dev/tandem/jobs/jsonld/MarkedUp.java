package dev.tandem.jobs.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeFilter;

/// The objects that a page describes in the attributes of its elements, in the shape of JSON-LD, so that they are read
/// by the same reader: microdata (https://html.spec.whatwg.org/multipage/microdata.html) and RDFa
/// (https://www.w3.org/TR/rdfa-lite/).
final class MarkedUp {

    private static final int DEEPEST = 32;

    /// More than any page has; a page of more is read as far as that.
    private static final int MOST_VALUES = 20_000;

    private static final Set<String> ADDRESSES = Set.of("url", "sameas", "mainentityofpage");
    private static final Set<String> FORMATTED = Set.of("description");

    /// @param item marks an object
    /// @param type names its type
    /// @param property marks a value and names the property of the object around it
    /// @param id names the object
    private record Syntax(String item, String type, String property, String id) {}

    private static final List<Syntax> SYNTAXES =
            List.of(
                    new Syntax("itemscope", "itemtype", "itemprop", "itemid"),
                    new Syntax("typeof", "typeof", "property", "resource"));

    private final Document page;
    private final Syntax syntax;
    private int values;

    private MarkedUp(Document page, Syntax syntax) {
        this.page = page;
        this.syntax = syntax;
    }

    /// Those that are no property of another.
    static List<JsonNode> of(Document page) {
        return SYNTAXES.stream().flatMap(syntax -> new MarkedUp(page, syntax).objects()).toList();
    }

    private Stream<JsonNode> objects() {
        return page.select("[%s]:not([%s])".formatted(syntax.item(), syntax.property())).stream()
                .<JsonNode>map(element -> object(element, 0));
    }

    private ObjectNode object(Element element, int depth) {
        var object = JsonNodeFactory.instance.objectNode();
        var types = object.putArray("@type");
        element.attr(syntax.type()).lines().flatMap(line -> Stream.of(line.split("\\s+"))).forEach(types::add);
        if (element.hasAttr(syntax.id())) {
            object.put("@id", element.absUrl(syntax.id()));
        }
        var holders = new ArrayList<>(List.of(element));
        for (var id : element.attr("itemref").split("\\s+")) {
            var elsewhere = id.isEmpty() ? null : page.getElementById(id);
            if (elsewhere != null) {
                add(object, elsewhere, depth);
                holders.add(elsewhere);
            }
        }
        for (var holder : holders) {
            holder.filter(
                    (NodeFilter)
                            (node, at) -> {
                                if (at == 0 || !(node instanceof Element child)) {
                                    return NodeFilter.FilterResult.CONTINUE;
                                }
                                add(object, child, depth);
                                return child.hasAttr(syntax.item())
                                        ? NodeFilter.FilterResult.SKIP_CHILDREN
                                        : NodeFilter.FilterResult.CONTINUE;
                            });
        }
        return object;
    }

    private void add(ObjectNode object, Element element, int depth) {
        for (var name : element.attr(syntax.property()).split("\\s+")) {
            if (name.isEmpty() || depth > DEEPEST || ++values > MOST_VALUES) {
                continue;
            }
            var property = JsonLd.localName(name);
            var value =
                    element.hasAttr(syntax.item())
                            ? object(element, depth + 1)
                            : TextNode.valueOf(text(element, property));
            object.withArrayProperty(property).add(value);
        }
    }

    /// What the element says for machines, or else what people read in it. A link is its address only where an address
    /// is wanted or there is nothing to read: titles are often links.
    private static String text(Element element, String property) {
        for (var attribute : List.of("content", "datetime")) {
            if (element.hasAttr(attribute)) {
                return element.attr(attribute);
            }
        }
        if (element.nameIs("data") || element.nameIs("meter")) {
            return element.attr("value");
        }
        var key = property.toLowerCase(Locale.ROOT);
        var address = Stream.of("href", "src", "resource").filter(element::hasAttr).findFirst();
        if (address.isPresent() && (ADDRESSES.contains(key) || !element.hasText())) {
            return element.absUrl(address.get());
        }
        return FORMATTED.contains(key) ? element.html() : element.text();
    }
}
