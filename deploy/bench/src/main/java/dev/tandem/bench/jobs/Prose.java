package dev.tandem.bench.jobs;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Descriptions of any length, always the same for the same posting: most of each is what the company writes
/// everywhere, so that they pack as real ones do.
final class Prose {

    private static final List<String> SYLLABLES =
            List.of(
                    "an", "be", "co", "di", "en", "for", "ing", "ka", "lo", "men", "no", "or", "pro", "ra", "sta",
                    "ti");
    private static final int WORDS = 600;
    private static final int PARAGRAPHS = 400;
    private static final int WORDS_IN_PARAGRAPH = 40;
    private static final int OF_THE_COMPANY = 8;
    private static final double SHARE_OF_THE_COMPANY = 0.6;

    private final List<String> paragraphs;
    private final int length;

    /// @param length of a description, in characters, about
    Prose(int length) {
        this.length = length;
        var random = new Random(49);
        var words = IntStream.range(0, WORDS).mapToObj(n -> word(random)).toList();
        this.paragraphs =
                IntStream.range(0, PARAGRAPHS)
                        .mapToObj(n ->
                                IntStream.range(0, WORDS_IN_PARAGRAPH)
                                        .mapToObj(any -> words.get(random.nextInt(WORDS)))
                                        .collect(Collectors.joining(" ", "<p>", ".</p>")))
                        .toList();
    }

    private static String word(Random random) {
        return IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(any -> SYLLABLES.get(random.nextInt(SYLLABLES.size())))
                .collect(Collectors.joining());
    }

    /// HTML without attributes, entities, quotes or line breaks: it can stand in JSON as it is.
    String html(StandInBoard board, int posting) {
        var text = new StringBuilder(length + 500);
        var company = board.number() * OF_THE_COMPANY;
        for (var n = 0; text.length() < length * SHARE_OF_THE_COMPANY; n++) {
            text.append(paragraphs.get((company + n) % PARAGRAPHS));
        }
        var random = new Random(31L * board.number() + posting);
        text.append("<p>Number ").append(posting).append(".</p>");
        while (text.length() < length) {
            text.append(paragraphs.get(random.nextInt(PARAGRAPHS)));
        }
        return text.toString();
    }

    String plain(StandInBoard board, int posting) {
        return html(board, posting).replace("<p>", "").replace("</p>", " ");
    }
}
