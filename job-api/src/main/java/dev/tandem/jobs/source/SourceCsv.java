package dev.tandem.jobs.source;

import dev.tandem.common.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Reads boards out of CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)). With a header the columns are found by
/// their names; without one a row is `name,provider,board`, `name,address` or an address alone.
final class SourceCsv {

    static final int MOST_ROWS = 10_000;

    private static final Map<String, String> COLUMNS =
            Map.ofEntries(
                    Map.entry("name", "name"),
                    Map.entry("company", "name"),
                    Map.entry("provider", "provider"),
                    Map.entry("ats", "provider"),
                    Map.entry("board", "board"),
                    Map.entry("token", "board"),
                    Map.entry("url", "board"),
                    Map.entry("address", "board"),
                    Map.entry("enabled", "enabled"));
    private static final List<List<String>> WITHOUT_HEADER =
            List.of(
                    List.of("board"),
                    List.of("name", "board"),
                    List.of("name", "provider", "board"),
                    List.of("name", "provider", "board", "enabled"));

    private final List<WantedRow> wanted = new ArrayList<>();
    private final List<ImportRow> refused = new ArrayList<>();

    private @Nullable List<String> header;

    private SourceCsv() {}

    /// The rows that name a board.
    List<WantedRow> wanted() {
        return wanted;
    }

    /// The others, with the reason.
    List<ImportRow> refused() {
        return refused;
    }

    /// @throws Problem when there is nothing to read, or too much
    static SourceCsv read(String text) {
        var csv = new SourceCsv();
        // Spreadsheets mark the encoding of what they write.
        var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setDelimiter(delimiter(plain)).get();
        try (var parser = CSVParser.parse(plain, format)) {
            csv.read(parser);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Text in memory is always readable", impossible);
        }
        if (csv.wanted.isEmpty() && csv.refused.isEmpty()) {
            throw Problem.invalid("csv", "holds no row.");
        }
        return csv;
    }

    /// Where a comma is the decimal sign, spreadsheets separate by semicolons.
    private static char delimiter(String text) {
        var first = text.lines().findFirst().orElse("");
        return first.contains(";") && !first.contains(",") ? ';' : ',';
    }

    private void read(CSVParser parser) {
        var records = parser.iterator();
        long line = 1;
        try {
            while (records.hasNext()) {
                var row = records.next();
                add(row, line);
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException broken) {
            if (!(broken.getCause() instanceof CSVException)) {
                throw broken;
            }
            refused.add(ImportRow.refused(line, "From here on this is no CSV: a quote is missing, or one too many."));
        }
    }

    private void add(CSVRecord row, long line) {
        if (header == null) {
            header = header(row);
            if (header != null) {
                return;
            }
            header = List.of();
        }
        if (wanted.size() + refused.size() >= MOST_ROWS) {
            throw Problem.invalid("csv", "holds more than %d rows.".formatted(MOST_ROWS));
        }
        try {
            wanted.add(wanted(values(row), line));
        } catch (IllegalArgumentException reason) {
            refused.add(ImportRow.refused(line, String.valueOf(reason.getMessage())));
        }
    }

    /// @return null when the first row is one like the others
    private static @Nullable List<String> header(CSVRecord row) {
        var names = row.stream().map(cell -> COLUMNS.getOrDefault(cell.strip().toLowerCase(Locale.ROOT), "")).toList();
        return names.contains("board") ? names : null;
    }

    private Map<String, String> values(CSVRecord row) {
        var names = header;
        if (names == null || names.isEmpty()) {
            if (row.size() > WITHOUT_HEADER.size()) {
                throw new IllegalArgumentException("A row is name,provider,board or name,address or an address.");
            }
            names = WITHOUT_HEADER.get(row.size() - 1);
        }
        var values = new HashMap<String, String>();
        for (var i = 0; i < Math.min(names.size(), row.size()); i++) {
            values.putIfAbsent(names.get(i), row.get(i).strip());
        }
        return values;
    }

    private static WantedRow wanted(Map<String, String> values, long line) {
        var text = values.getOrDefault("board", "");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The board is missing.");
        }
        var provider = provider(values.getOrDefault("provider", ""));
        var board = provider.map(known -> Board.parse(known, text)).orElseGet(() -> byAddress(text));
        var name = values.getOrDefault("name", "");
        if (name.length() > CreateSource.LONGEST_NAME) {
            throw new IllegalArgumentException("The name has at most 200 characters.");
        }
        var guessed = provider.isEmpty() && board.provider() == Provider.JSON_LD;
        return new WantedRow(
                line,
                name.isEmpty() ? board.usualName() : name,
                board,
                enabled(values.getOrDefault("enabled", "")),
                guessed ? "The address is no provider's own, so the page itself is read." : null);
    }

    private static Optional<Provider> provider(String text) {
        var name = text.toUpperCase(Locale.ROOT).replaceAll("[ -]", "_");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        for (var provider : Provider.values()) {
            if (provider.name().equals(name) || provider.name().replace("_", "").equals(name)) {
                return Optional.of(provider);
            }
        }
        throw new IllegalArgumentException("\"%s\" is no provider.".formatted(text));
    }

    private static Board byAddress(String text) {
        if (!text.contains(".")) {
            throw new IllegalArgumentException("\"%s\" is no address, and the provider is missing.".formatted(text));
        }
        return Board.ofAddress(text).orElseGet(() -> Board.parse(Provider.JSON_LD, text));
    }

    private static boolean enabled(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new IllegalArgumentException("enabled is either true or false.");
        };
    }
}
