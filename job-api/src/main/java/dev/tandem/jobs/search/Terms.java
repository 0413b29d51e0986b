package dev.tandem.jobs.search;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was typed, as the index knows it.
///
/// @param words all of which a posting must hold
record Terms(List<Word> words) {

    static final Terms ANY = new Terms(List.of());

    // Those that a word is most likely the beginning of count for its rank; more would only make it slow.
    private static final int RANKED = 3;

    Terms {
        words = List.copyOf(words);
    }

    /// A word and the known words that begin like it, the most frequent first.
    ///
    /// @param known whether the word or any that begins like it is known
    record Word(String text, List<String> longer, boolean known) {

        Word {
            longer = List.copyOf(longer);
        }

        /// In PostgreSQL's language for queries.
        String query() {
            return Stream.concat(Stream.of(text), longer.stream()).map(Terms::quoted).collect(Collectors.joining("|"));
        }
    }

    /// The words that relevance is measured by.
    String ranking() {
        return words.stream()
                .flatMap(word -> Stream.concat(Stream.of(word.text), word.longer.stream().limit(RANKED)))
                .distinct()
                .map(Terms::quoted)
                .collect(Collectors.joining("|"));
    }

    /// The words as a person would type them.
    String text() {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }

    /// Nothing in a quoted word is an operator.
    static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
