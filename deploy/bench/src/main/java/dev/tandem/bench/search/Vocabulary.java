package dev.tandem.bench.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/// The words that made-up postings are written with. How often each comes follows Zipf's law, as in any language: the
/// first stand in nearly every description, the last in a handful of a million.
final class Vocabulary {

    static final List<String> ROLES =
            words(
                    """
                    engineer engineer engineer engineer engineer engineer manager manager developer developer analyst
                    designer scientist consultant specialist representative nurse technician coordinator architect
                    """);
    static final List<String> FIELDS =
            words(
                    """
                    backend frontend data platform sales marketing product security mobile cloud finance support quality
                    network research embedded growth legal people operations clinical logistics payments design
                    """);
    static final List<String> LEVELS = words("senior senior senior staff junior lead principal working head associate");
    static final List<String> PLACES =
            words(
                    """
                    Berlin/DE Hamburg/DE München/DE Oslo/NO Bergen/NO Ålesund/NO Paris/FR Lyon/FR London/GB Leeds/GB
                    Madrid/ES Lisbon/PT Warsaw/PL Łódź/PL Boston/US Chicago/US Austin/US Seattle/US Denver/US Toronto/CA
                    Montréal/CA Tokyo/JP Singapore/SG Sydney/AU Dublin/IE Zürich/CH Wien/AT Stockholm/SE Malmö/SE
                    """);

    private static final String FREQUENT =
            """
            the and to of a in with for you we our team experience work is on will as are or your that be at skills role
            working ability business support this years development customer from by product an have new help data
            management strong across company all teams people other including build more environment knowledge design
            technical services communication requirements opportunity required software can quality benefits solutions
            engineering systems understanding process within projects career tools culture health remote degree hybrid
            python java kubernetes cloud agile docker terraform postgres typescript react kafka spark golang rust scala
            compliance insurance stakeholders equity pension stipend relocation visa clearance apprenticeship
            """;

    private static final String[] SYLLABLES =
            "ka lo mi ren tas vor bel din gor hul sam pel nix zor qui dra fen jol wex yst".split(" ");
    private static final int SIZE = 60_000;

    private final List<String> words;
    private final double[] upTo;

    Vocabulary(Random random) {
        var all = new LinkedHashSet<>(words(FREQUENT));
        while (all.size() < SIZE) {
            all.add(invented(random, 2 + random.nextInt(3)));
        }
        words = new ArrayList<>(all);
        upTo = new double[SIZE];
        var sum = 0.0;
        for (var rank = 0; rank < SIZE; rank++) {
            sum += 1.0 / (rank + 3);
            upTo[rank] = sum;
        }
    }

    static String invented(Random random, int syllables) {
        var word = new StringBuilder();
        for (var i = 0; i < syllables; i++) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return word.toString();
    }

    String next(Random random) {
        var place = Arrays.binarySearch(upTo, random.nextDouble() * upTo[SIZE - 1]);
        return words.get(Math.min(SIZE - 1, place < 0 ? -place - 1 : place));
    }

    /// The word of this rank, 0 for the most frequent.
    String at(int rank) {
        return words.get(rank);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
