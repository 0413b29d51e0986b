package dev.tandem.jobs.source;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// Whether two names may be the same company's. Legal forms, case and accents don't count.
final class CompanyName {

    private static final Set<String> SAY_NOTHING =
            Set.of(
                    "inc",
                    "llc",
                    "ltd",
                    "limited",
                    "corp",
                    "corporation",
                    "co",
                    "company",
                    "gmbh",
                    "ag",
                    "se",
                    "sa",
                    "sas",
                    "bv",
                    "nv",
                    "ab",
                    "as",
                    "oy",
                    "plc",
                    "srl",
                    "spa",
                    "kg",
                    "the",
                    "and",
                    "group",
                    "holding",
                    "holdings",
                    "careers",
                    "jobs",
                    "com",
                    "io");

    private CompanyName() {}

    /// Whether one of the names is the other, or begins or ends with it: `Acme` and `Acme Labs, Inc.` are alike, and so
    /// are `AcmeLabs` and `Acme Labs`.
    static boolean alike(String one, String other) {
        var words = words(one);
        var others = words(other);
        if (words.isEmpty() || others.isEmpty()) {
            return true;
        }
        var joined = String.join("", words);
        var othersJoined = String.join("", others);
        return joined.startsWith(othersJoined)
                || othersJoined.startsWith(joined)
                || words.containsAll(others)
                || others.containsAll(words);
    }

    private static Set<String> words(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        var words = new LinkedHashSet<String>();
        Arrays.stream(plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty() && !SAY_NOTHING.contains(word))
                .forEach(words::add);
        return words;
    }
}
