package dev.tandem.jobs.listing;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The kind of contract that a posting offers.
public enum EmploymentType {
    INTERNSHIP("\\b(intern|interns|internship|stage|praktikum|trainee|apprentice(ship)?)\\b"),
    PART_TIME("\\b(part[-_ ]?time|teilzeit|temps partiel)\\b"),
    TEMPORARY("\\b(temporary|temp|seasonal|fixed[-_ ]?term|cdd|befristet)\\b"),
    CONTRACT("\\b(contract|contractor|freelance|freelancer|1099)\\b"),
    VOLUNTEER("\\bvolunteer\\b"),
    FULL_TIME("\\b(full[-_ ]?time|permanent|vollzeit|cdi|temps plein)\\b"),
    OTHER("\\b(other|per[-_ ]?diem)\\b");

    private final Pattern words;

    EmploymentType(String words) {
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /// What a label means; null when it means none of these. The rarer kind wins, so that "Full-time internship" is an
    /// internship.
    public static @Nullable EmploymentType of(@Nullable String label) {
        if (label == null) {
            return null;
        }
        // "FullTime" and "FULL_TIME" are words too.
        var spaced = label.replaceAll("(?<=[a-z])(?=[A-Z])", " ").replace('_', ' ');
        for (var type : values()) {
            if (type.words.matcher(spaced).find()) {
                return type;
            }
        }
        return null;
    }
}
