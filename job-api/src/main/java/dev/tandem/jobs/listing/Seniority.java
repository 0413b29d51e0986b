package dev.tandem.jobs.listing;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How experienced a posting wants its applicants, from the least to the most.
public enum Seniority {
    INTERN(
            "intern(ship)?s?|praktik(um|ant|antin)|werkstudent(in)?|working student|stagiaire|apprentice(ship)?|trainee"),
    ENTRY("junior|jr|entry[- ]level|new grad(uate)?|early career|berufseinsteiger(in)?"),
    MID("mid[- ]level|intermediate"),
    SENIOR("senior|sr|sênior"),
    LEAD(
            "(team|tech|technical|engineering|design|product|data|group) lead(er)?|lead(?= (\\p{L}+ )*\\p{L}*(engineer|developer|"
                    + "designer|scientist|analyst|architect))|principal(?! of\\b)|staff(?= (\\p{L}+ )*(engineer|developer|"
                    + "designer|scientist|researcher))|teamleiter(in)?"),
    DIRECTOR("director|head of|abteilungsleiter(in)?"),
    EXECUTIVE("vice president|s?vp|chief \\p{L}+ officer|c[efot]o|managing director|geschäftsführer(in)?");

    // What fields say and titles do not: in a title, an associate is often a shop assistant.
    private static final Pattern ASSOCIATE = whole("associate|graduate|beginner|young professional|l[12]");
    private static final Pattern MIDDLE =
            whole("mid|middle|experienced|professional|regular|mid[- ]senior( level)?|l3");
    private static final Pattern UPPER = whole("lead|staff|principal|expert|manager|l[56]");
    private static final Pattern TOP = whole("executive|c[- ]level");

    // Longer than any title; what is longer is a sentence, or bait for an expression that backtracks.
    private static final int LONGEST_READ = 300;

    private final Pattern words;

    Seniority(String words) {
        this.words = whole(words);
    }

    /// What the provider's own field says, or else those words of the title that hardly mean anything else.
    ///
    /// Only two of six providers have such a field, and few boards fill it in, so that without the title hardly any
    /// posting had a seniority. A title without such a word has none: nobody is taken for MID because nothing was said.
    ///
    /// @param field the provider's label or id of the level, where it has one
    /// @return null when neither says it
    public static @Nullable Seniority of(@Nullable String field, String title) {
        var byField = ofField(field);
        var byTitle = highest(title);
        // "Mid-Senior level" is one level at SmartRecruiters, where the title often tells which of the two is meant.
        return byField == null || byField == MID && byTitle == SENIOR ? byTitle : byField;
    }

    private static @Nullable Seniority ofField(@Nullable String field) {
        if (field == null) {
            return null;
        }
        var label = field.replace('_', ' ').strip();
        if (MIDDLE.matcher(label).matches()) {
            return MID;
        }
        var byWords = highest(label);
        if (byWords != null) {
            return byWords;
        }
        if (TOP.matcher(label).find()) {
            return EXECUTIVE;
        }
        if (UPPER.matcher(label).find()) {
            return LEAD;
        }
        if (MIDDLE.matcher(label).find()) {
            return MID;
        }
        return ASSOCIATE.matcher(label).find() ? ENTRY : null;
    }

    /// An internship is one whatever else is said; otherwise the highest word counts, as in "Senior Director".
    private static @Nullable Seniority highest(String text) {
        if (text.length() > LONGEST_READ) {
            return null;
        }
        if (INTERN.words.matcher(text).find()) {
            return INTERN;
        }
        Seniority highest = null;
        for (var level : values()) {
            highest = level.words.matcher(text).find() ? level : highest;
        }
        return highest;
    }

    private static Pattern whole(String words) {
        return Pattern.compile(
                "(?<![\\p{L}\\d])(" + words + ")(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
