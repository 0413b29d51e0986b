package dev.tandem.jobs.search;

import dev.tandem.jobs.search.TermRepository.Alike;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Chooses the word that somebody meant who mistyped another.
final class Correction {

    private static final int SHORTEST = 4;
    private static final int LONG = 8;

    private Correction() {}

    /// The fewest slips first, and of these the most frequent word. Two slips are believed of long words only, because
    /// short ones become each other too easily.
    ///
    /// @return empty when no word is near enough
    static Optional<String> of(String typed, List<Alike> known) {
        if (typed.length() < SHORTEST) {
            return Optional.empty();
        }
        var most = typed.length() < LONG ? 1 : 2;
        return known.stream()
                .filter(word -> !word.word().equals(typed) && slips(typed, word.word()) <= most)
                .min(
                        Comparator.<Alike>comparingInt(word -> slips(typed, word.word()))
                                .thenComparing(Comparator.comparingInt(Alike::postings).reversed()))
                .map(Alike::word);
    }

    /// How many letters were left out, put in, replaced, or changed places with their neighbour: the distance of
    /// Damerau and Levenshtein, in which no letter is moved twice.
    static int slips(String a, String b) {
        var before = new int[b.length() + 1];
        var last = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var now = new int[b.length() + 1];
            now[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + replaced);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = now;
        }
        return last[b.length()];
    }
}
