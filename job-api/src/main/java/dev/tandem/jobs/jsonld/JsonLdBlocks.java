package dev.tandem.jobs.jsonld;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// The JSON-LD blocks of a page, read as leniently as pages are written. Each block stands for itself: one that is
/// broken does not take the others with it.
///
/// @param values what the readable blocks hold
/// @param lost how many blocks could not be read although they speak of job postings
record JsonLdBlocks(List<JsonNode> values, int lost) {

    private static final ObjectReader LENIENT =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build()
                    .readerFor(JsonNode.class);

    private static final Pattern COMMENT_AROUND =
            Pattern.compile("\\A\\s*<!--.*?-->(?=\\s*[\\[{])|\\A\\s*<!--|-->\\s*\\z", Pattern.DOTALL);
    private static final Pattern CDATA_AROUND =
            Pattern.compile(
                    "\\A\\s*(//|/\\*)?\\s*<!\\[CDATA\\[\\s*(\\*/)?|(//|/\\*)?\\s{0,20}\\]\\]>\\s{0,20}(\\*/)?[;\\s]{0,20}\\z");
    private static final Pattern MISSING_COMMA =
            Pattern.compile("([\"}\\]0-9]|true|false|null)([ \\t\\r]*+\\n\\s*+)(?=\"[^\"\\n]*\"\\s*:)");

    // In this order: each is tried only when the ones before did not make the block readable.
    private static final List<UnaryOperator<String>> REPAIRS =
            List.of(
                    block -> block.replace("\ufeff", ""),
                    block -> COMMENT_AROUND.matcher(block).replaceAll(" "),
                    block -> CDATA_AROUND.matcher(block).replaceAll(" "),
                    block -> Parser.unescapeEntities(block, false),
                    block -> MISSING_COMMA.matcher(block).replaceAll("$1,$2"));

    static JsonLdBlocks of(Document page) {
        var values = new ArrayList<JsonNode>();
        int lost = 0;
        for (var script : page.select("script[type]")) {
            var block = script.data();
            if (!isJsonLd(script) || block.isBlank()) {
                continue;
            }
            var read = repaired(block);
            read.ifPresent(values::addAll);
            if (read.isEmpty() && block.toLowerCase(Locale.ROOT).contains("jobposting")) {
                lost++;
            }
        }
        return new JsonLdBlocks(values, lost);
    }

    private static boolean isJsonLd(Element script) {
        var mediaType = script.attr("type").split(";", 2)[0].strip();
        return mediaType.equalsIgnoreCase("application/ld+json");
    }

    private static Optional<List<JsonNode>> repaired(String block) {
        var text = block;
        for (var repair : REPAIRS) {
            text = repair.apply(text);
            var values = read(text);
            if (values.isPresent()) {
                return values;
            }
        }
        return Optional.empty();
    }

    /// The block's values, of which there may be several in a row. A semicolon at the end is no harm.
    private static Optional<List<JsonNode>> read(String text) {
        var end = text.stripTrailing();
        try (var values = LENIENT.<JsonNode>readValues(end.endsWith(";") ? end.substring(0, end.length() - 1) : end)) {
            return Optional.of(values.readAll());
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException("A text in memory is always readable", impossible);
        }
    }
}
