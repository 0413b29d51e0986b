package dev.tandem.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.search.TermRepository.Alike;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionTest {

    private static final List<Alike> KNOWN =
            List.of(
                    new Alike("engineer", 900),
                    new Alike("engineers", 20),
                    new Alike("engine", 5),
                    new Alike("python", 80),
                    new Alike("cook", 7),
                    new Alike("nurse", 40),
                    new Alike("purse", 2));

    @ParameterizedTest
    @CsvSource({
        "enginer, engineer",
        "enigneer, engineer",
        "engineeer, engineer",
        "enignere, engineer",
        "pyhton, python",
        "zurse, nurse",
        "coook, cook",
        "coo, ''",
        "kubernetes, ''",
        "engineer, engineers",
    })
    void choosesTheNearestAndThenTheMostFrequent(String typed, String meant) {
        assertThat(Correction.of(typed, KNOWN).orElse("")).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "abc, abxc, 1", "abc, axc, 1", "'', abc, 3", "ca, abc, 3"})
    void countsSlips(String a, String b, int slips) {
        assertThat(Correction.slips(a, b)).isEqualTo(slips);
    }
}
