package dev.tandem.jobs.match;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A word or phrase to look for in a title: whole words only, whatever their case and accents. What separates the words
/// of a phrase may be blanks, a hyphen or a slash, so that `full stack` finds `Full-Stack`.
record Phrase(String text, Pattern pattern) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Pd}/]+");

    // A sharp or two plus signs make another language of a letter, so that `C` is found in neither `C#` nor `C++`.
    private static final String BEFORE = "(?<![\\p{L}\\p{N}])";
    private static final String AFTER = "(?![\\p{L}\\p{N}#]|\\+\\+)";

    /// @param text not blank
    static Phrase of(String text) {
        var words =
                Arrays.stream(GAP.split(fold(text.strip())))
                        .filter(word -> !word.isEmpty())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[\\s\\p{Pd}/]+"));
        return new Phrase(text.strip(), Pattern.compile(BEFORE + words + AFTER));
    }

    /// @param folded a text that has been through [#fold]
    boolean isIn(String folded) {
        return pattern.matcher(folded).find();
    }

    /// The text in lower case without accents. Letters that Unicode does not take apart are written as people without
    /// them on their keyboard do.
    static String fold(String text) {
        var plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        var folded = new StringBuilder(plain.length());
        for (var letter : plain.toLowerCase(Locale.ROOT).toCharArray()) {
            switch (letter) {
                case 'ß' -> folded.append("ss");
                case 'æ' -> folded.append("ae");
                case 'œ' -> folded.append("oe");
                case 'ø' -> folded.append('o');
                case 'ł' -> folded.append('l');
                case 'đ' -> folded.append('d');
                case 'ı' -> folded.append('i');
                default -> folded.append(letter);
            }
        }
        return folded.toString();
    }
}
