package dev.tandem.jobs.listing;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A place where a posting's work is done.
///
/// @param name as the provider writes it
/// @param countryCode ISO 3166-1 alpha-2 in upper case, where the provider's country could be told
public record PostingLocation(
        String name, @Nullable String city, @Nullable String region, @Nullable String countryCode) {

    // Longer than any place; what is longer is a sentence, or bait for an expression that backtracks.
    private static final int LONGEST_READ = 300;

    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*|\\s+[-–—|]\\s+");
    private static final Pattern BRACKETS = Pattern.compile("\\(([^)]*)\\)");

    /// Reads a free text such as "Boston, MA" or "Berlin, Berlin, Germany". Where it has no such shape, only the name
    /// is known.
    public static PostingLocation ofText(String text) {
        if (text.length() > LONGEST_READ) {
            return new PostingLocation(text, null, null, null);
        }
        var outside = parts(BRACKETS.matcher(text).replaceAll(" "));
        var bracketed = BRACKETS.matcher(text);
        // "Remote (Germany)" names its place in brackets, "New York, NY (HQ)" does not.
        var parts = outside.isEmpty() && bracketed.find() ? parts(bracketed.group(1)) : outside;
        if (parts.isEmpty()) {
            return new PostingLocation(text, null, null, null);
        }
        var last = Countries.named(parts.getLast());
        if (last != null) {
            return of(text, parts.subList(0, parts.size() - 1), last);
        }
        var first = Countries.named(parts.getFirst());
        if (first != null) {
            return of(text, parts.subList(1, parts.size()), first);
        }
        // One part alone may be a city, a region or an office's nickname.
        return of(text, parts.size() == 1 ? List.of() : parts, null);
    }

    /// Reads an address that a provider gives in parts.
    ///
    /// @param name null where only the parts are there
    /// @return null when nothing is there
    public static @Nullable PostingLocation ofAddress(
            @Nullable String name, @Nullable String city, @Nullable String region, @Nullable String country) {
        var joined =
                Stream.of(city, region, country).filter(Objects::nonNull).distinct().collect(Collectors.joining(", "));
        var shown = name == null ? joined : name;
        return shown.isEmpty() ? null : new PostingLocation(shown, city, region, Countries.code(country));
    }

    private static PostingLocation of(String name, List<String> place, @Nullable String country) {
        return new PostingLocation(
                name, place.isEmpty() ? null : place.get(0), place.size() < 2 ? null : place.get(1), country);
    }

    private static List<String> parts(String text) {
        return Arrays.stream(SEPARATOR.split(text.strip()))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !Workplace.isOnly(part))
                .toList();
    }
}
