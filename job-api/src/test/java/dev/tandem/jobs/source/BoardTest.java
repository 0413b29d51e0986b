package dev.tandem.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoardTest {

    @ParameterizedTest
    @CsvSource({
        "GREENHOUSE, acme, acme",
        "GREENHOUSE, boards.greenhouse.io/acme, acme",
        "GREENHOUSE, https://boards.greenhouse.io/acme/jobs/4012, acme",
        "GREENHOUSE, https://job-boards.greenhouse.io/acme, acme",
        "GREENHOUSE, https://job-boards.eu.greenhouse.io/acme?x=1, acme",
        "GREENHOUSE, https://boards.greenhouse.io/embed/job_board?for=acme&b=c, acme",
        "GREENHOUSE, https://boards-api.greenhouse.io/v1/boards/acme/jobs, acme",
        "LEVER, Acme, Acme",
        "LEVER, eu:Acme, eu:Acme",
        "LEVER, jobs.lever.co/Acme, Acme",
        "LEVER, https://jobs.lever.co/acme/0e1c2a32-5f02-4d2a-9a53-0c2b7f0d7c41/apply, acme",
        "LEVER, https://jobs.eu.lever.co/acme, eu:acme",
        "LEVER, https://api.eu.lever.co/v0/postings/acme?mode=json, eu:acme",
        "ASHBY, https://jobs.ashbyhq.com/Acme, Acme",
        "ASHBY, https://jobs.ashbyhq.com/Acme%20Labs/, Acme Labs",
        "ASHBY, https://api.ashbyhq.com/posting-api/job-board/acme.ai, acme.ai",
        "WORKDAY, acme|wd5|Careers, acme|wd5|Careers",
        "WORKDAY, https://acme.wd5.myworkdayjobs.com/en-US/Careers, acme|wd5|Careers",
        "WORKDAY, https://ACME.wd103.myworkdayjobs.com/Ext_Site/job/Oslo/Cook_R-1, acme|wd103|Ext_Site",
        "WORKDAY, https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Careers/jobs, acme|wd5|Careers",
        "WORKDAY, https://wd5.myworkdaysite.com/en-US/recruiting/acme/Careers, acme|wd5|Careers",
        "WORKDAY, https://acme.wd5.myworkdaysite.com/recruiting/acme/Careers, acme|wd5|Careers",
        "SMARTRECRUITERS, careers.smartrecruiters.com/Acme, Acme",
        "SMARTRECRUITERS, https://jobs.smartrecruiters.com/Acme/743999671674844-cook, Acme",
        "JSON_LD, https://careers.example.com/jobs?id=1#top, https://careers.example.com/jobs?id=1",
        "JSON_LD, careers.example.com/jobs, https://careers.example.com/jobs",
    })
    void readsWhatAPersonPastesOrKnows(Provider provider, String input, String token) {
        assertThat(Board.parse(provider, "  " + input + " ").token()).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource({
        "GREENHOUSE, acme/../evil",
        "GREENHOUSE, ..",
        "GREENHOUSE, acme.com",
        "GREENHOUSE, acme@evil",
        "GREENHOUSE, acme?content=false",
        "GREENHOUSE, acme%2F..",
        "GREENHOUSE, https://boards.greenhouse.io/",
        "GREENHOUSE, https://boards.greenhouse.io/%2e%2e",
        "GREENHOUSE, https://boards.greenhouse.io.evil.example/acme",
        "GREENHOUSE, https://boards.greenhouse.io@evil.example/acme",
        "LEVER, eu:jobs.lever.co/acme",
        "LEVER, acme..x",
        "LEVER, .acme",
        "LEVER, https://jobs.ashbyhq.com/acme",
        "ASHBY, https://jobs.ashbyhq.com/a%2Fb",
        "ASHBY, https://jobs.ashbyhq.com/%2e%2e",
        "ASHBY, acme#x",
        "WORKDAY, acme",
        "WORKDAY, acme|wd5",
        "WORKDAY, acme|wd5|Careers|x",
        "WORKDAY, acme|wd5.evil.example|Careers",
        "WORKDAY, evil.example/|wd5|Careers",
        "WORKDAY, acme|wd5|../x",
        "WORKDAY, ac_me|wd5|Careers",
        "WORKDAY, https://acme.wd5.myworkdayjobs.com/",
        "WORKDAY, https://acme.wd5.myworkdayjobs.com.evil.example/Careers",
        "SMARTRECRUITERS, Acme/postings",
        "JSON_LD, file:///etc/passwd",
        "JSON_LD, javascript://x/alert(1)",
        "JSON_LD, ftp://example.com/jobs",
        "JSON_LD, https://user:secret@example.com/",
        "JSON_LD, https:///jobs",
        "JSON_LD, https://exa mple.com/",
        "GREENHOUSE, ''",
    })
    void refusesWhatCouldLeadElsewhere(Provider provider, String input) {
        assertThatIllegalArgumentException().isThrownBy(() -> Board.parse(provider, input)).withMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ac\nme", "ac\u0000me", "ac\tme", "ac\u0085me"})
    void refusesControlCharacters(String input) {
        assertThatIllegalArgumentException().isThrownBy(() -> Board.parse(Provider.ASHBY, input));
    }

    @Test
    void refusesMoreThanFiveHundredCharacters() {
        assertThat(Board.parse(Provider.LEVER, "a".repeat(500)).token()).hasSize(500);
        assertThatIllegalArgumentException().isThrownBy(() -> Board.parse(Provider.LEVER, "a".repeat(501)));
    }

    @Test
    void refusesToBeMadeOfAnUncheckedToken() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Board(Provider.LEVER, "jobs.lever.co/acme"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Board(Provider.LEVER, "../acme"));
    }

    @Test
    void keepsTheCaseButNotInTheIdentity() {
        // Given
        var upper = Board.parse(Provider.ASHBY, "ACME");

        // Then
        assertThat(upper.token()).isEqualTo("ACME");
        assertThat(upper.identity()).isEqualTo(Board.parse(Provider.ASHBY, "acme").identity());
    }

    @Test
    void tellsPagesApartByThePathsCaseAndNotByTheHosts() {
        // Given
        var page = Board.parse(Provider.JSON_LD, "https://Example.com/Jobs");

        // Then
        assertThat(page.identity()).isEqualTo("https://example.com/Jobs");
    }

    @ParameterizedTest
    @CsvSource({
        "https://job-boards.greenhouse.io/acme, GREENHOUSE, acme",
        "https://job-boards.greenhouse.io/acme/jobs/4012?gh_src=x, GREENHOUSE, acme",
        "https://job-boards.eu.greenhouse.io/acme, GREENHOUSE, acme",
        "https://boards.greenhouse.io/embed/job_board?for=acme, GREENHOUSE, acme",
        "https://boards.greenhouse.io/embed/job_board/js?for=acme, GREENHOUSE, acme",
        "https://boards.greenhouse.io/embed/job_app?for=acme&token=4012, GREENHOUSE, acme",
        "https://job-boards.eu.greenhouse.io/embed/job_board?for=acme&b=https%3A%2F%2Facme.example, GREENHOUSE, acme",
        "https://jobs.lever.co/Acme, LEVER, Acme",
        "jobs.eu.lever.co/acme/0e1c2a32-5f02-4d2a-9a53-0c2b7f0d7c41, LEVER, eu:acme",
        "https://jobs.ashbyhq.com/Acme%20Labs/embed?version=2, ASHBY, Acme Labs",
        "https://acme.wd5.myworkdayjobs.com/de-DE/Careers, WORKDAY, acme|wd5|Careers",
        "https://acme.wd5.myworkdayjobs.com/Careers/job/Oslo/Cook_R-1, WORKDAY, acme|wd5|Careers",
        "https://careers.smartrecruiters.com/Acme, SMARTRECRUITERS, Acme",
        "https://jobs.smartrecruiters.com/Acme/743999671674844-cook, SMARTRECRUITERS, Acme",
        "https://jobs.smartrecruiters.com/oneclick-ui/company/Acme/publication/1?dcr_ci=Acme, SMARTRECRUITERS, Acme",
    })
    void recognisesAProvidersOwnAddress(String address, Provider provider, String token) {
        assertThat(Board.ofAddress(address)).contains(new Board(provider, token));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/careers",
                "https://example.com/greenhouse.io/acme",
                "https://boards.greenhouse.io/",
                "https://boards.greenhouse.io.example.com/acme",
                "https://www.lever.co/acme",
                "https://acme.myworkday.com/acme",
                "https://wd5.myworkdayjobs.com",
                "mailto:jobs@example.com",
                "acme",
                "",
            })
    void recognisesNoOtherAddress(String address) {
        assertThat(Board.ofAddress(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GREENHOUSE, acme, GREENHOUSE, https://boards.greenhouse.io/acme",
        "LEVER, acme, LEVER, https://jobs.lever.co/acme",
        "LEVER, eu:acme, LEVER_EU, https://jobs.eu.lever.co/acme",
        "ASHBY, Acme Labs, ASHBY, https://jobs.ashbyhq.com/Acme%20Labs",
        "WORKDAY, acme|wd5|Careers, acme|wd5, https://acme.wd5.myworkdayjobs.com/Careers",
        "SMARTRECRUITERS, Acme, SMARTRECRUITERS, https://careers.smartrecruiters.com/Acme",
        "JSON_LD, https://Careers.example.com/jobs, careers.example.com, https://Careers.example.com/jobs",
    })
    void knowsWhereItIsAndWhoIsAsked(Provider provider, String token, String host, String page) {
        var board = new Board(provider, token);

        assertThat(board.host()).isEqualTo(host);
        assertThat(board.page()).hasToString(page);
        assertThat(Board.parse(provider, page)).isEqualTo(board);
    }
}
