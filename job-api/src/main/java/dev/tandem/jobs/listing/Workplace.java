package dev.tandem.jobs.listing;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the work is done.
public enum Workplace {
    REMOTE,
    HYBRID,
    ON_SITE;

    private static final Pattern HYBRID_WORDS = Pattern.compile("(?i)\\bhybride?\\b");
    private static final Pattern REMOTE_WORDS =
            Pattern.compile("(?i)\\b(remote|distributed|work(ing)? from home|home[- ]?office|telecommut\\w*)\\b");
    private static final Pattern ON_SITE_WORDS =
            Pattern.compile("(?i)\\b(on[- ]?site|in[- ]?office|in[- ]?person|office[- ]based)\\b");

    /// What a label says about the workplace; null when it says nothing. A label that says both hybrid and remote means
    /// hybrid.
    public static @Nullable Workplace of(@Nullable String label) {
        if (label == null) {
            return null;
        }
        if (HYBRID_WORDS.matcher(label).find()) {
            return HYBRID;
        }
        if (REMOTE_WORDS.matcher(label).find()) {
            return REMOTE;
        }
        return ON_SITE_WORDS.matcher(label).find() ? ON_SITE : null;
    }

    /// Whether a label names a way of working and no place at all.
    public static boolean isOnly(String label) {
        return label.matches(
                "(?i)(fully )?(remote|hybrid|distributed|on[- ]?site|in[- ]?office|in[- ]?person|anywhere)");
    }
}
