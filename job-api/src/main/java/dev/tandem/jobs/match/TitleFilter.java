package dev.tandem.jobs.match;

import dev.tandem.jobs.listing.ListedPosting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Judges postings by the words of their titles.
@ApplicationScoped
public class TitleFilter {

    private static final int BEST = 100;

    private final List<Phrase> include;
    private final List<Phrase> exclude;

    public TitleFilter(MatchConfig config) {
        this.include = phrases(config.include());
        this.exclude = phrases(config.exclude());
    }

    /// Excluded words win over included ones. The score is the share of the included phrases that the title holds.
    public Verdict judge(ListedPosting posting) {
        var title = Phrase.fold(posting.title());
        var unwanted = exclude.stream().filter(phrase -> phrase.isIn(title)).toList();
        if (!unwanted.isEmpty()) {
            return new Verdict(true, 0, reasons("The title holds \"%s\", which is excluded.", unwanted));
        }
        if (include.isEmpty()) {
            return new Verdict(false, 0, List.of());
        }
        var wanted = include.stream().filter(phrase -> phrase.isIn(title)).toList();
        if (wanted.isEmpty()) {
            return new Verdict(true, 0, List.of("The title holds none of the words that are asked for."));
        }
        return new Verdict(false, BEST * wanted.size() / include.size(), reasons("The title holds \"%s\".", wanted));
    }

    private static List<String> reasons(String sentence, List<Phrase> phrases) {
        return phrases.stream().map(phrase -> sentence.formatted(phrase.text())).toList();
    }

    private static List<Phrase> phrases(Optional<List<String>> texts) {
        return texts.orElse(List.of()).stream().filter(text -> !text.isBlank()).map(Phrase::of).toList();
    }
}
