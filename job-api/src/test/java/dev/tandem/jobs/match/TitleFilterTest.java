package dev.tandem.jobs.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.Fixtures;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleFilterTest {

    private record Words(Optional<List<String>> include, Optional<List<String>> exclude) implements MatchConfig {}

    @ParameterizedTest
    @CsvSource({
        "engineer, Software Engineer, true",
        "engineer, ENGINEER, true",
        "engineer, (Engineer), true",
        "engineer, Engineering Manager, false",
        "intern, Internal Auditor, false",
        "intern, Intern*, true",
        "développeur, Developpeur Java, true",
        "developpeur, Développeur·se, true",
        "Ingenieur, INGÉNIEUR, true",
        "strasse, Straße 7, true",
        "Łódź, Kucharz - Lodz, true",
        "full stack, Full-Stack Developer, true",
        "full stack, Fullstack Developer, false",
        "full stack, Stack full, false",
        "C, C Developer, true",
        "C, C++ Developer, false",
        "C, C# Developer, false",
        "C++, Senior C++ Developer, true",
        "C#, 'C#, .NET', true",
        ".net, C# and .NET, true",
        "R, R&D Lead, true",
        "'a.b', axb, false",
        "инженер, Главный Инженер, true",
    })
    void findsWholeWordsWhateverTheirCaseAndAccents(String word, String title, boolean found) {
        assertThat(judge(List.of(word), List.of(), title).hidden()).isEqualTo(!found);
    }

    @Test
    void hidesNothingWhenNothingIsAskedFor() {
        assertThat(judge(List.of(), List.of(), "Anything")).isEqualTo(new Verdict(false, 0, List.of()));
        assertThat(judge(List.of(" "), List.of(""), "Anything").hidden()).isFalse();
    }

    @Test
    void excludesEvenWhatIsIncludedAndSaysWhy() {
        // When
        var verdict = judge(List.of("engineer"), List.of("intern", "trainee"), "Engineer (Intern)");

        // Then
        assertThat(verdict.hidden()).isTrue();
        assertThat(verdict.score()).isZero();
        assertThat(verdict.reasons()).containsExactly("The title holds \"intern\", which is excluded.");
    }

    @Test
    void scoresTheShareOfWhatIsAskedForAndSaysWhich() {
        // When
        var verdict = judge(List.of("Senior", "engineer", "rust", "go"), List.of(), "Senior Engineer");

        // Then
        assertThat(verdict.score()).isEqualTo(50);
        assertThat(verdict.reasons()).containsExactly("The title holds \"Senior\".", "The title holds \"engineer\".");
    }

    private static Verdict judge(List<String> include, List<String> exclude, String title) {
        var filter = new TitleFilter(new Words(Optional.of(include), Optional.of(exclude)));
        return filter.judge(Fixtures.posting("1", title));
    }
}
