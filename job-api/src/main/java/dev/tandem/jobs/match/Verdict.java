package dev.tandem.jobs.match;

import java.util.List;

/// What a filter says about a posting.
///
/// @param hidden whether the posting does not matter; it is kept and never archived for that
/// @param score 0 to 100, higher is better; 0 when hidden or when nothing was asked for
/// @param reasons why, as sentences
public record Verdict(boolean hidden, int score, List<String> reasons) {

    public Verdict {
        reasons = List.copyOf(reasons);
    }
}
