package dev.tandem.jobs.recognise;

import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.BoardLookup.Found;
import dev.tandem.jobs.source.BoardLookup.How;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;

/// The boards that a careers page embeds or links to. What is embedded is the page's own; of what is linked to, the
/// board that most links lead to.
final class PageBoards {

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?i)(?:https?:)?//[a-z0-9.-]+\\.(?:greenhouse\\.io|lever\\.co|ashbyhq\\.com|myworkdayjobs\\.com"
                            + "|myworkdaysite\\.com|smartrecruiters\\.com)/[^\\s\"'<>)`]*");
    // SmartRecruiters' widget is told the company beside its script's address.
    private static final Pattern WIDGET =
            Pattern.compile("[\"']?company_code[\"']?\\s*:\\s*[\"']([A-Za-z0-9_.-]{1,100})[\"']");

    private final Map<String, Board> boards = new LinkedHashMap<>();
    private final Map<String, Integer> embeds = new LinkedHashMap<>();
    private final Map<String, Integer> links = new LinkedHashMap<>();

    private PageBoards() {}

    /// Empty when the page leads to no provider.
    static Optional<Found> in(Document page) {
        var found = new PageBoards();
        page.select("iframe[src], script[src], embed[src]").forEach(tag -> found.embed(tag.absUrl("src")));
        page.select("script:not([src])").forEach(script -> found.script(script.data()));
        page.select("a[href]").forEach(tag -> found.note(found.links, tag.absUrl("href")));
        page.select("form[action]").forEach(tag -> found.note(found.links, tag.absUrl("action")));
        return found.best();
    }

    private void embed(String address) {
        note(embeds, address);
    }

    private void script(String source) {
        // Addresses in JSON often have their slashes escaped.
        var plain = source.replace("\\/", "/").replace("\\u002F", "/");
        ADDRESS.matcher(plain).results().forEach(address -> embed(withScheme(address.group())));
        if (plain.toLowerCase(Locale.ROOT).contains("smartrecruiters")
                || plain.contains("company_code") && plain.contains("widget")) {
            WIDGET.matcher(plain)
                    .results()
                    .forEach(code -> embed("https://careers.smartrecruiters.com/" + code.group(1)));
        }
    }

    private static String withScheme(String address) {
        return address.startsWith("//") ? "https:" + address : address;
    }

    private void note(Map<String, Integer> counts, String address) {
        Board.ofAddress(address)
                .ifPresent(board -> {
                    var key = board.provider() + " " + board.identity();
                    boards.putIfAbsent(key, board);
                    counts.merge(key, 1, Integer::sum);
                });
    }

    private Optional<Found> best() {
        var ranked = new LinkedHashSet<>(mostFirst(embeds));
        ranked.addAll(mostFirst(links));
        var found = ranked.stream().map(key -> Objects.requireNonNull(boards.get(key))).toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var how = embeds.isEmpty() ? How.LINK : How.EMBED;
        return Optional.of(new Found(found.getFirst(), how, found.subList(1, found.size())));
    }

    private static List<String> mostFirst(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
