package dev.tandem.jobs.listing;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the ISO 3166-1 code of a country as people write it.
public final class Countries {

    // What neither the ISO list nor its names in these languages has.
    private static final Map<String, String> ALIASES =
            Map.ofEntries(
                    Map.entry("usa", "US"),
                    Map.entry("u s", "US"),
                    Map.entry("u s a", "US"),
                    Map.entry("united states of america", "US"),
                    Map.entry("the united states", "US"),
                    Map.entry("america", "US"),
                    Map.entry("uk", "GB"),
                    Map.entry("u k", "GB"),
                    Map.entry("great britain", "GB"),
                    Map.entry("england", "GB"),
                    Map.entry("scotland", "GB"),
                    Map.entry("wales", "GB"),
                    Map.entry("northern ireland", "GB"),
                    Map.entry("republic of ireland", "IE"),
                    Map.entry("the netherlands", "NL"),
                    Map.entry("holland", "NL"),
                    Map.entry("czech republic", "CZ"),
                    Map.entry("korea", "KR"),
                    Map.entry("republic of korea", "KR"),
                    Map.entry("korea republic of", "KR"),
                    Map.entry("turkey", "TR"),
                    Map.entry("hong kong", "HK"),
                    Map.entry("macau", "MO"),
                    Map.entry("uae", "AE"),
                    Map.entry("viet nam", "VN"),
                    Map.entry("russian federation", "RU"),
                    Map.entry("ivory coast", "CI"),
                    Map.entry("taiwan province of china", "TW"),
                    Map.entry("swaziland", "SZ"),
                    Map.entry("macedonia", "MK"));

    private static final List<Locale> LANGUAGES =
            List.of(
                    Locale.ENGLISH,
                    Locale.GERMAN,
                    Locale.FRENCH,
                    Locale.ITALIAN,
                    Locale.of("es"),
                    Locale.of("pt"),
                    Locale.of("nl"));

    // A state of the USA too, and the more frequent one in job postings.
    private static final Set<String> AMBIGUOUS = Set.of("georgia");

    private static final Map<String, String> NAMES = new HashMap<>(ALIASES);
    private static final Map<String, String> CODES = new HashMap<>();

    static {
        for (var code : Locale.getISOCountries()) {
            var country = Locale.of("", code);
            CODES.put(code.toLowerCase(Locale.ROOT), code);
            CODES.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
            for (var language : LANGUAGES) {
                NAMES.putIfAbsent(normal(country.getDisplayCountry(language)), code);
            }
        }
    }

    private Countries() {}

    /// The code for a field that holds a country: a name, or a code of two or three letters.
    public static @Nullable String code(@Nullable String country) {
        if (country == null) {
            return null;
        }
        var normal = normal(country);
        var byName = NAMES.get(normal);
        return byName != null ? byName : CODES.get(normal);
    }

    /// The code for a part of a free text, where "CA" may be California and "Georgia" is no country for sure.
    static @Nullable String named(String part) {
        var normal = normal(part);
        if (normal.equals("us")) {
            return "US";
        }
        return AMBIGUOUS.contains(normal) ? null : NAMES.get(normal);
    }

    private static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\p{L}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
