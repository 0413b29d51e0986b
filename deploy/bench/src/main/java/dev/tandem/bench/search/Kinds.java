package dev.tandem.bench.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The kinds of queries that are measured, each with several of its kind, so that no cache answers alone.
final class Kinds {

    private Kinds() {}

    /// @return addresses by the name of their kind
    static Map<String, List<String>> of(MadeUpPostings postings) {
        var kinds = new LinkedHashMap<String, List<String>>();
        kinds.put("newest", List.of("/postings", "/postings?remote=true", "/postings?limit=200"));
        kinds.put("very common title word", each(Vocabulary.ROLES.stream().distinct(), ""));
        kinds.put("very common word of descriptions", each(ranked(postings, 0, 20), ""));
        kinds.put("common word of descriptions", each(ranked(postings, 300, 20), ""));
        kinds.put("rare word", each(ranked(postings, 8_000, 40), ""));
        kinds.put("very rare word", each(ranked(postings, 40_000, 40), ""));
        kinds.put("two common words", each(pairs(Vocabulary.FIELDS, Vocabulary.ROLES), ""));
        kinds.put("common and rare word", each(ranked(postings, 8_000, 30).map(rare -> "engineer " + rare), ""));
        kinds.put("beginning of a word", each(Stream.of("eng", "dev", "back", "s", "ma", "product ma", "e"), ""));
        kinds.put("company", each(companies(postings), ""));
        kinds.put("common word, filtered", each(pairs(Vocabulary.FIELDS, Vocabulary.ROLES), "&country=NO&remote=true"));
        kinds.put("filters alone", filters(postings));
        kinds.put("slip in a common word", each(slips(Vocabulary.ROLES.stream().distinct()), ""));
        kinds.put("slip in a common word, filtered", each(slips(Vocabulary.ROLES.stream().distinct()), "&country=DE"));
        kinds.put("slip in a rare word", each(slips(companies(postings)), ""));
        kinds.put("nothing like it", each(Stream.of("qqqqwwww", "zzyyxxww", "vvbbnnmm"), ""));
        kinds.put("common word, newest first", each(Vocabulary.ROLES.stream().distinct(), "&order=NEWEST"));
        kinds.put("rare word, newest first", each(ranked(postings, 8_000, 40), "&order=NEWEST"));
        kinds.put("common word with facets", each(Vocabulary.ROLES.stream().distinct(), "&facets=true"));
        kinds.put("all with facets", List.of("/postings/facets", "/postings/facets?country=US"));
        return kinds;
    }

    private static List<String> filters(MadeUpPostings postings) {
        return Stream.concat(
                        Stream.of("country=NO", "country=PL&workplace=HYBRID&seniority=JUNIOR", "seniority=JUNIOR"),
                        companies(postings).map(name -> "company=" + URLEncoder.encode(name, UTF_8)))
                .map(query -> "/postings?" + query)
                .toList();
    }

    private static Stream<String> ranked(MadeUpPostings postings, int from, int count) {
        return IntStream.range(from, from + count).mapToObj(postings.vocabulary()::at);
    }

    private static Stream<String> companies(MadeUpPostings postings) {
        return IntStream.range(0, 40).mapToObj(i -> postings.company(i * 100 + 7));
    }

    private static Stream<String> pairs(List<String> some, List<String> others) {
        return some.stream().flatMap(one -> others.stream().distinct().limit(3).map(other -> one + " " + other));
    }

    /// Two neighbours in the middle change places.
    private static Stream<String> slips(Stream<String> words) {
        return words.map(word -> {
            var middle = word.indexOf(' ') > 0 ? word.indexOf(' ') / 2 : word.length() / 2;
            return word.substring(0, middle - 1)
                    + word.charAt(middle)
                    + word.charAt(middle - 1)
                    + word.substring(middle + 1);
        });
    }

    private static List<String> each(Stream<String> words, String rest) {
        return words.map(word -> "/postings?q=" + URLEncoder.encode(word, UTF_8) + rest).toList();
    }
}
