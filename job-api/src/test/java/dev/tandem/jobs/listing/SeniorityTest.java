package dev.tandem.jobs.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeniorityTest {

    @ParameterizedTest
    @CsvSource({
        "Senior Java Developer, SENIOR",
        "Sr. Accountant, SENIOR",
        "(Senior) Platform Engineer, SENIOR",
        "Junior-Entwickler, ENTRY",
        "Jr Designer, ENTRY",
        "Entry-Level Analyst, ENTRY",
        "Summer Intern - Sales, INTERN",
        "Senior Marketing Intern, INTERN",
        "Internal Auditor,",
        "Data Entry Clerk,",
        "Staff Software Engineer, LEAD",
        "Staff Nurse,",
        "Chief of Staff,",
        "Lead Engineer, LEAD",
        "Lead AI Engineer, LEAD",
        "Lead Generation Specialist,",
        "Principal Scientist, LEAD",
        "Principal of the School,",
        "Team Lead Logistics, LEAD",
        "Senior Director of Sales, DIRECTOR",
        "Head of Finance, DIRECTOR",
        "SVP Operations, EXECUTIVE",
        "Chief Financial Officer, EXECUTIVE",
        "Sales Associate,",
        "Cook,"
    })
    void takesOnlyClearWordsOfATitle(String title, @Nullable Seniority seniority) {
        assertThat(Seniority.of(null, title)).isEqualTo(seniority);
    }

    @ParameterizedTest
    @CsvSource({
        "internship, Cook, INTERN",
        "entry_level, Cook, ENTRY",
        "associate, Cook, ENTRY",
        "mid_senior_level, Cook, MID",
        "mid_senior_level, Senior Cook, SENIOR",
        "director, Cook, DIRECTOR",
        "executive, Cook, EXECUTIVE",
        "not_applicable, Cook,",
        "not_applicable, Senior Cook, SENIOR",
        "Senior Manager, Cook, SENIOR",
        "Manager, Senior Buyer, LEAD",
        "Professional, Cook, MID",
        "L5, Engineer, LEAD",
        "Junior, Senior Care Assistant, ENTRY"
    })
    void letsTheProvidersOwnFieldWin(String field, String title, @Nullable Seniority seniority) {
        assertThat(Seniority.of(field, title)).isEqualTo(seniority);
    }

    @Test
    @Timeout(5)
    void isNotSlowedDownByBait() {
        assertThatCode(() -> Seniority.of("lead ".repeat(50_000), "staff a ".repeat(36))).doesNotThrowAnyException();
    }
}
