package dev.tandem.jobs.listing;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/// Turns a provider's HTML into text for searching and HTML for showing.
public final class HtmlText {

    private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!]");
    // An ampersand that was escaped although it already belonged to an entity.
    private static final Pattern DOUBLY_ESCAPED = Pattern.compile("&amp;(#?[a-zA-Z0-9]{2,10};)");
    private static final int MOST_ESCAPES = 3;

    // Images are left out: their only sure effect is to tell their host who is reading.
    private static final Safelist SAFE =
            Safelist.relaxed()
                    .removeTags("img")
                    .addTags("hr", "section", "article", "s", "del", "ins", "mark")
                    .addEnforcedAttribute("a", "rel", "nofollow noopener noreferrer");

    private final Document document;

    private HtmlText(Document document) {
        this.document = document;
    }

    /// Reads a provider's HTML, whatever is in it.
    public static HtmlText parsed(String html) {
        return new HtmlText(Jsoup.parseBodyFragment(html));
    }

    /// Plain text with a line break between blocks and an empty line between paragraphs; null when there is none.
    public @Nullable String text() {
        var lines = new Lines();
        document.body().traverse(lines);
        return lines.text();
    }

    /// The HTML without anything that runs, loads, submits or styles; null when nothing is left.
    public @Nullable String safe() {
        var clean = new Cleaner(SAFE).clean(document);
        clean.outputSettings(new Document.OutputSettings().prettyPrint(false));
        var safe = clean.body().html().strip();
        return safe.isEmpty() ? null : safe;
    }

    /// The text of HTML; null when there is none.
    public static @Nullable String text(@Nullable String html) {
        return html == null ? null : parsed(html).text();
    }

    /// Plain text as HTML, for what arrives as text only.
    public static @Nullable String ofPlain(@Nullable String plain) {
        return plain == null ? null : Entities.escape(plain.strip()).replaceAll("\\r?\\n", "<br>");
    }

    /// Undoes escaping that was done too often: HTML that was escaped whole, and entities that were escaped again
    /// inside it. At most three rounds, since text about HTML may look like that for good reason.
    public static @Nullable String unescaped(@Nullable String html) {
        var current = html;
        for (int round = 0; current != null && round < MOST_ESCAPES; round++) {
            var next =
                    TAG.matcher(current).find()
                            ? DOUBLY_ESCAPED.matcher(current).replaceAll("&$1")
                            : Parser.unescapeEntities(current, false);
            if (next.equals(current)) {
                return current;
            }
            current = next;
        }
        return current;
    }

    public static boolean hasTags(String text) {
        return TAG.matcher(text).find();
    }

    /// Writes text nodes with the breaks that a browser would show between them.
    private static final class Lines implements NodeVisitor {

        private final StringBuilder out = new StringBuilder();
        private int markerEnd = -1;

        @Override
        public void head(Node node, int depth) {
            switch (node) {
                case TextNode text -> append(text);
                case Element element when element.nameIs("br") -> out.append('\n');
                case Element element when element.nameIs("img") -> append(element.attr("alt"));
                case Element element when element.nameIs("li") -> startItem(element);
                case Element element when isCell(element) -> {}
                case Element element when element.isBlock() -> breakLine(isParagraph(element) ? 2 : 1);
                default -> {}
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            if (isCell(element)) {
                append(" ");
            } else if (element.isBlock()) {
                breakLine(isParagraph(element) ? 2 : 1);
            }
        }

        private void startItem(Element item) {
            breakLine(1);
            var list = item.parent();
            if (list != null && list.nameIs("ol")) {
                var before = item.previousElementSiblings().stream().filter(other -> other.nameIs("li")).count();
                var start = list.attr("start").matches("\\d{1,6}") ? Long.parseLong(list.attr("start")) : 1;
                out.append(start + before).append(". ");
            } else {
                out.append("- ");
            }
            markerEnd = out.length();
        }

        private static boolean isCell(Element element) {
            return element.nameIs("td") || element.nameIs("th");
        }

        private static boolean isParagraph(Element element) {
            return element.nameIs("p") || element.normalName().matches("h[1-6]");
        }

        private void append(TextNode text) {
            var parent = text.parent();
            var preformatted = parent != null && parent.closest("pre") != null;
            append(preformatted ? text.getWholeText() : withSingleSpaces(text.getWholeText()));
        }

        // By hand, like the last pass below: thousands of descriptions go through here when boards are new.
        private static String withSingleSpaces(String text) {
            var single = new StringBuilder(text.length());
            var inSpace = false;
            for (var index = 0; index < text.length(); index++) {
                var character = text.charAt(index);
                var isSpace = character == ' ' || character >= '\t' && character <= '\r' || character == '\u00a0';
                if (!isSpace) {
                    single.append(character);
                } else if (!inSpace) {
                    single.append(' ');
                }
                inSpace = isSpace;
            }
            return single.toString();
        }

        private void append(String text) {
            var atStart = out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1));
            out.append(atStart && text.startsWith(" ") ? text.substring(1) : text);
        }

        private void breakLine(int newlines) {
            if (out.length() == markerEnd) {
                return; // A paragraph within an item begins behind the item's number.
            }
            int there = 0;
            while (there < out.length() && out.charAt(out.length() - 1 - there) == '\n') {
                there++;
            }
            if (there < out.length()) {
                out.append("\n".repeat(Math.max(0, newlines - there)));
            }
        }

        public @Nullable String text() {
            var tidy = new StringBuilder(out.length());
            for (var index = 0; index < out.length(); index++) {
                var character = out.charAt(index);
                if (character == '\n') {
                    var end = tidy.length();
                    while (end > 0 && (tidy.charAt(end - 1) == ' ' || tidy.charAt(end - 1) == '\t')) {
                        end--;
                    }
                    tidy.setLength(end);
                    if (end >= 2 && tidy.charAt(end - 1) == '\n' && tidy.charAt(end - 2) == '\n') {
                        continue;
                    }
                }
                tidy.append(character);
            }
            var text = tidy.toString().strip();
            return text.isEmpty() ? null : text;
        }
    }
}
