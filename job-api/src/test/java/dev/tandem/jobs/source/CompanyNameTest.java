package dev.tandem.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanyNameTest {

    @ParameterizedTest
    @CsvSource({
        "Acme, ACME Inc.",
        "Acme, 'Acme Labs, LLC'",
        "AcmeLabs, Acme Labs",
        "Café Acme, cafe-acme",
        "The Acme Company, Acme",
        "Labs of Acme, Acme",
        "Inc, Acme",
    })
    void findsTheSameCompanyUnderItsOtherNames(String one, String other) {
        assertThat(CompanyName.alike(one, other)).isTrue();
        assertThat(CompanyName.alike(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Acme, Birch Inc.", "Acme Labs, Birch Labs", "Acme Inc., Acne Inc."})
    void tellsCompaniesApart(String one, String other) {
        assertThat(CompanyName.alike(one, other)).isFalse();
        assertThat(CompanyName.alike(other, one)).isFalse();
    }
}
