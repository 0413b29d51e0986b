package dev.tandem.jobs.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.match.SalaryFloor.Reach;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

    private static final Criteria NOTHING =
            new Criteria(List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of(), Set.of(), null, null, null);

    @ParameterizedTest
    @CsvSource({
        "Java, 100",
        "java, 100",
        "'Java,Backend', 100",
        "'Java,Kotlin', 50",
        "Kafka, 50",
        "'Java,Kafka', 75",
        "ingenieur, 100",
        "Jav, none",
        "Script, none",
        "Kotlin, none",
    })
    void aPhraseCountsWhollyInTheTitleAndHalfInTheDescription(String phrases, String score) {
        var judge = new Judge(words(List.of(phrases.split(",")), List.of()));

        var fit = judge.judge(posting("Backend Java Ingénieur", "We use Kafka and JavaScript."), NOW);

        assertThat(fit.map(found -> String.valueOf(found.score())).orElse("none")).isEqualTo(score);
    }

    @Test
    void anExcludedWordOfTheTitleWins() {
        var judge = new Judge(words(List.of("java"), List.of("intern")));

        assertThat(judge.judge(posting("Java Intern", ""), NOW)).isEmpty();
        assertThat(judge.judge(posting("Java for Internal Tools", "No interns: intern"), NOW)).isPresent();
    }

    @Test
    void whatThePostingDoesNotSayIsNotHeldAgainstIt() {
        var wanted =
                new Criteria(
                        List.of("java"),
                        List.of(),
                        List.of("Oslo"),
                        List.of("NO"),
                        Set.of(Workplace.REMOTE),
                        Set.of("SENIOR"),
                        Set.of(EmploymentType.FULL_TIME),
                        new SalaryFloor(new BigDecimal("60000"), "EUR", SalaryPeriod.YEAR),
                        null,
                        null);

        var fit = new Judge(wanted).judge(posting("Java", ""), NOW).orElseThrow();

        // 40 of words, and half of 15, 15, 10 and 10, of 110 in all.
        assertThat(fit.score()).isEqualTo(58);
        assertThat(fit.reasons())
                .extracting(Fit.Reason::sentence)
                .containsExactly(
                        "The title holds \"java\".",
                        "The posting names no place.",
                        "The posting does not say its workplace.",
                        "The posting does not say its seniority.",
                        "The posting does not say its employment type.",
                        "The posting gives no salary that can be compared.");
    }

    @ParameterizedTest
    @CsvSource({
        "Oslo, '', true",
        "Bergen, '', true",
        "bergen, SE, true",
        "Berg, '', false",
        "'', NO, true",
        "Oslo, SE, true",
        "Lund, SE, false",
    })
    void onePlaceOrCountryIsEnough(String place, String country, boolean matches) {
        var places = place.isEmpty() ? List.<String>of() : List.of(place);
        var countries = country.isEmpty() ? List.<String>of() : List.of(country);
        var wanted =
                new Criteria(List.of(), List.of(), places, countries, Set.of(), Set.of(), Set.of(), null, null, null);
        var bergen = new PostingLocation("Bergen, Norway", "Bergen", null, "NO");
        var posting =
                new Candidate(
                        UUID.randomUUID(),
                        "Cook",
                        "",
                        List.of(bergen, new PostingLocation("Oslo", null, null, null)),
                        "ON_SITE",
                        null,
                        null,
                        null,
                        NOW);

        assertThat(new Judge(wanted).judge(posting, NOW).isPresent()).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "5, 50", "10, 0", "11, none"})
    void theNewerTheBetter(int days, String score) {
        var wanted =
                new Criteria(List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of(), Set.of(), null, null, 10);
        var posting = posting("Cook", "");

        var fit = new Judge(wanted).judge(posting, posting.publishedAt().plus(Duration.ofDays(days)));

        assertThat(fit.map(found -> String.valueOf(found.score())).orElse("none")).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({
        // floor 60000 EUR a year
        "60000, 70000, EUR, YEAR, WHOLE",
        "50000, 60000, EUR, YEAR, IN_PART",
        "50000, 59999.99, EUR, YEAR, NOT",
        ", 60000, EUR, YEAR, WHOLE",
        "60000, , EUR, YEAR, WHOLE",
        "5000, , EUR, MONTH, WHOLE",
        "4999.99, , EUR, MONTH, NOT",
        "28.85, , EUR, HOUR, WHOLE",
        "28.84, , EUR, HOUR, NOT",
        "70000, , USD, YEAR, incomparable",
        "70000, , , YEAR, incomparable",
        "70000, , EUR, , incomparable",
        "70000, , EUR, ONCE, incomparable",
    })
    void comparesSalariesOfOneCurrencyExactly(
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable String currency,
            @Nullable SalaryPeriod period,
            String expected) {
        var floor = new SalaryFloor(new BigDecimal("60000"), "EUR", SalaryPeriod.YEAR);

        var reach = floor.of(new Salary(min, max, currency, period));

        assertThat(reach.map(Reach::name).orElse("incomparable")).isEqualTo(expected);
    }

    @Test
    void keepsAPostingWithoutASalaryOrNotAsTheFilterSays() {
        var floor = new SalaryFloor(new BigDecimal("25.50"), "EUR", SalaryPeriod.HOUR);

        assertThat(salary(floor, null)).isPresent();
        assertThat(salary(floor, true)).isPresent();
        assertThat(salary(floor, false)).isEmpty();
    }

    private static Optional<Fit> salary(SalaryFloor floor, @Nullable Boolean without) {
        var wanted =
                new Criteria(
                        List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of(), Set.of(), floor, without, null);
        return new Judge(wanted).judge(posting("Cook", ""), NOW);
    }

    @Test
    void knowsWhenNothingIsAskedFor() {
        assertThat(NOTHING.asksForNothing()).isTrue();
        assertThat(words(List.of("java"), List.of()).asksForNothing()).isFalse();
    }

    private static Criteria words(List<String> include, List<String> exclude) {
        return new Criteria(include, exclude, List.of(), List.of(), Set.of(), Set.of(), Set.of(), null, null, null);
    }

    private static Candidate posting(String title, String description) {
        return new Candidate(UUID.randomUUID(), title, description, List.of(), null, null, null, null, NOW);
    }
}
