package dev.tandem.jobs.match;

import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.match.Fit.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Judges postings by one filter's criteria. Every criterion that is asked for must be met or left open by the posting;
/// what each is worth says how much people mind it.
final class Judge {

    private static final int WORDS = 40;
    private static final int PLACE = 15;
    private static final int WORKPLACE = 15;
    private static final int SENIORITY = 10;
    private static final int EMPLOYMENT_TYPE = 10;
    private static final int SALARY = 20;
    private static final int AGE = 10;

    // What is worth nothing at all rules the posting out.
    private static final Reason OUT = new Reason("", 0, 0);

    private final Criteria criteria;
    private final List<Phrase> include;
    private final List<Phrase> exclude;
    private final List<Phrase> places;

    Judge(Criteria criteria) {
        this.criteria = criteria;
        this.include = criteria.include().stream().map(Phrase::of).toList();
        this.exclude = criteria.exclude().stream().map(Phrase::of).toList();
        this.places = criteria.places().stream().map(Phrase::of).toList();
    }

    /// @return empty when the posting does not match
    Optional<Fit> judge(Candidate posting, Instant now) {
        var title = Phrase.fold(posting.title());
        if (exclude.stream().anyMatch(phrase -> phrase.isIn(title))) {
            return Optional.empty();
        }
        var reasons = new ArrayList<Reason>();
        for (var reason : reasons(posting, title, now)) {
            if (reason.of() == 0) {
                return Optional.empty();
            }
            reasons.add(reason);
        }
        var reached = reasons.stream().mapToInt(Reason::points).sum();
        var possible = reasons.stream().mapToInt(Reason::of).sum();
        return Optional.of(new Fit(possible == 0 ? 100 : Math.round(100f * reached / possible), reasons));
    }

    private List<Reason> reasons(Candidate posting, String title, Instant now) {
        return Stream.of(
                        words(posting, title),
                        place(posting),
                        oneOf("workplace", posting.workplace(), names(criteria.workplaces()), WORKPLACE),
                        oneOf("seniority", posting.seniority(), criteria.seniorities(), SENIORITY),
                        oneOf(
                                "employment type",
                                posting.employmentType(),
                                names(criteria.employmentTypes()),
                                EMPLOYMENT_TYPE),
                        salary(posting),
                        age(posting, now))
                .filter(Objects::nonNull)
                .toList();
    }

    /// A phrase in the title counts for the whole, one in the description for half.
    private @Nullable Reason words(Candidate posting, String title) {
        if (include.isEmpty()) {
            return null;
        }
        var inTitle = include.stream().filter(phrase -> phrase.isIn(title)).toList();
        var description = inTitle.size() == include.size() ? "" : Phrase.fold(posting.description());
        var below = include.stream().filter(phrase -> !inTitle.contains(phrase) && phrase.isIn(description)).toList();
        if (inTitle.isEmpty() && below.isEmpty()) {
            return OUT;
        }
        var sentences = new ArrayList<String>();
        if (!inTitle.isEmpty()) {
            sentences.add("The title holds %s.".formatted(listed(inTitle)));
        }
        if (!below.isEmpty()) {
            sentences.add("The description holds %s.".formatted(listed(below)));
        }
        var halves = 2 * inTitle.size() + below.size();
        return new Reason(String.join(" ", sentences), WORDS * halves / (2 * include.size()), WORDS);
    }

    private @Nullable Reason place(Candidate posting) {
        if (places.isEmpty() && criteria.countries().isEmpty()) {
            return null;
        }
        if (posting.locations().isEmpty()) {
            return new Reason("The posting names no place.", PLACE / 2, PLACE);
        }
        return posting.locations().stream()
                .filter(this::isWanted)
                .findFirst()
                .map(place -> new Reason("The work is in %s.".formatted(place.name()), PLACE, PLACE))
                .orElse(OUT);
    }

    private boolean isWanted(PostingLocation location) {
        var country = location.countryCode();
        var name = Phrase.fold("%s, %s, %s".formatted(location.name(), location.city(), location.region()));
        return country != null && criteria.countries().contains(country)
                || places.stream().anyMatch(place -> place.isIn(name));
    }

    private static @Nullable Reason oneOf(String what, @Nullable String is, Collection<String> wanted, int worth) {
        if (wanted.isEmpty()) {
            return null;
        }
        if (is == null) {
            return new Reason("The posting does not say its %s.".formatted(what), worth / 2, worth);
        }
        return wanted.contains(is) ? new Reason("The %s is %s.".formatted(what, spoken(is)), worth, worth) : OUT;
    }

    private @Nullable Reason salary(Candidate posting) {
        var floor = criteria.salary();
        if (floor == null) {
            return null;
        }
        var reach = floor.of(posting.salary());
        if (reach.isEmpty()) {
            return criteria.keepsWithoutSalary()
                    ? new Reason("The posting gives no salary that can be compared.", 0, SALARY)
                    : OUT;
        }
        return switch (reach.get()) {
            case WHOLE -> new Reason("The salary is at least what you want.", SALARY, SALARY);
            case IN_PART -> new Reason("The salary may be what you want.", SALARY / 2, SALARY);
            case NOT -> OUT;
        };
    }

    /// The newer the better.
    private @Nullable Reason age(Candidate posting, Instant now) {
        var most = criteria.maxAgeDays();
        if (most == null) {
            return null;
        }
        var days = Math.max(0, Duration.between(posting.publishedAt(), now).toDays());
        if (days > most) {
            return OUT;
        }
        var sentence = days == 1 ? "It was published a day ago." : "It was published %d days ago.".formatted(days);
        return new Reason(sentence, (int) (AGE * (most + 1 - days) / (most + 1)), AGE);
    }

    private static String listed(List<Phrase> phrases) {
        return phrases.stream().map(phrase -> "\"" + phrase.text() + "\"").collect(Collectors.joining(" and "));
    }

    private static String spoken(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<String> names(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(constant -> (String) constant.name()).toList();
    }
}
