package dev.tandem.jobs.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure.Code;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the page of a single posting adds to its row, at the providers whose lists are short.
class PostingDetailTest {

    private static final String SITE = "acme|wd5|Careers";

    private static final Instant LISTED_AT = Instant.parse("2026-11-20T00:00:00Z");

    @Test
    void readsWhatOnlyTheWorkdayPageHolds() {
        // Given
        var page =
                """
                {"jobPostingInfo":{"id":"f00","title":"Cook (m/w/d)","jobDescription":"<p>Boil<script>x()</script></p>",
                "location":"Bergen","additionalLocations":["Bergen","Lyon, France"],"startDate":"2026-11-03",
                "timeType":"Part time","jobReqId":"JR7","remoteType":"Hybrid","canApply":false,"posted":true,
                "country":{"descriptor":"Norway"},"jobRequisitionLocation":{"country":{"alpha2Code":"NO"}}},
                "hiringOrganization":{"name":"Acme  AS"},"similarJobs":[],"userAuthenticated":false}\
                """;
        try (var server = StandIn.json(page)) {
            var listed = workdayRow(server.address() + "/acme.wd5/Careers/job/Bergen/Cook_JR7-1");

            // When
            var whole = server.detail(Provider.WORKDAY, SITE, listed);

            // Then
            assertThat(server.requests).containsExactly("GET /acme.wd5/wday/cxs/acme/Careers/job/Bergen/Cook_JR7-1");
            assertThat(whole)
                    .isEqualTo(
                            new ListedPosting(
                                    "JR7-1",
                                    "JR7",
                                    "Cook",
                                    "Acme AS",
                                    List.of(),
                                    List.of(
                                            new PostingLocation("Bergen", null, null, "NO"),
                                            new PostingLocation("Lyon, France", "Lyon", null, "FR")),
                                    new Terms(Workplace.HYBRID, EmploymentType.PART_TIME, null, null),
                                    Instant.parse("2026-11-03T00:00:00Z"),
                                    null,
                                    Description.of("Boil", "<p>Boil</p>"),
                                    listed.url(),
                                    null));
        }
    }

    @Test
    void keepsWhatTheWorkdayPageLeavesOut() {
        try (var server =
                StandIn.json("{\"jobPostingInfo\":{\"jobDescription\":\"<p>Boil</p>\",\"startDate\":\"soon\"}}")) {
            // Given
            var listed = workdayRow(server.address() + "/acme.wd5/Careers/job/Bergen/Cook_JR7-1");

            // When
            var whole = server.detail(Provider.WORKDAY, SITE, listed);

            // Then
            assertThat(whole.locations()).isEqualTo(listed.locations());
            assertThat(whole.postedAt()).isEqualTo(LISTED_AT);
            assertThat(whole.employmentType()).isEqualTo(EmploymentType.FULL_TIME);
            assertThat(whole.descriptionText()).isEqualTo("Boil");
        }
    }

    @Test
    void asksForNoAddressThatIsNotOfTheSite() {
        try (var server = StandIn.json("{}")) {
            // When
            var code = failureOf(server, Provider.WORKDAY, SITE, workdayRow("https://example.org/Careers/job/x_1"));

            // Then
            assertThat(code).isEqualTo(Code.UNKNOWN_POSTING);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void readsWhatOnlyTheSmartRecruitersPageHolds() {
        // Given
        var page =
                """
                {"id":"744","name":"Cook","applyUrl":"https://jobs.smartrecruiters.com/Acme/744-cook?oga=true",
                "compensation":{"salary":{"min":31000.50,"max":40000,"currency":"eur","period":"YEARLY"}},
                "jobAd":{"sections":{
                "additionalInformation":{"title":"Additional Information","text":"<p>Ask us.</p>"},
                "qualifications":{"title":"Qualifications","text":""},
                "jobDescription":{"title":"Job & more","text":"<ul><li>Boil</li></ul>"},
                "companyDescription":{"title":"Company Description","text":"<p>We cook.</p>"}}}}\
                """;
        try (var server = StandIn.json(page)) {
            // When
            var whole = server.detail(Provider.SMARTRECRUITERS, "Acme", smartRecruitersRow());

            // Then
            assertThat(server.requests).containsExactly("GET /v1/companies/Acme/postings/744");
            assertThat(whole.descriptionText())
                    .isEqualTo(
                            "Company Description\n\nWe cook.\n\nJob & more\n\n- Boil\n\nAdditional Information\n\nAsk us.");
            assertThat(whole.salary())
                    .isEqualTo(
                            new Salary(new BigDecimal("31000.50"), new BigDecimal("40000"), "EUR", SalaryPeriod.YEAR));
            assertThat(whole.applyUrl())
                    .isEqualTo(URI.create("https://jobs.smartrecruiters.com/Acme/744-cook?oga=true"));
            assertThat(whole.workplace()).isEqualTo(Workplace.REMOTE);
            assertThat(whole.postedAt()).isEqualTo(LISTED_AT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, application/json, {\"errorCode\":\"S21\"}, UNKNOWN_POSTING",
        "403, application/json, {\"errorCode\":\"S22\"}, FORBIDDEN",
        "403, text/html, <html>, FORBIDDEN",
        "429, application/json, {}, RATE_LIMITED",
        "500, application/json, {}, SERVER_ERROR",
        "200, text/html, <html>, NOT_JSON",
        "200, application/json, [], MALFORMED",
        "200, application/json, {\"jobPostingInfo\":{\"posted\":false}}, UNKNOWN_POSTING",
    })
    void failsWhereAWorkdayPageIsNone(int status, String type, String body, Code expected) {
        try (var server = StandIn.answering(status, type, body)) {
            var listed = workdayRow(server.address() + "/acme.wd5/Careers/job/Bergen/Cook_JR7-1");

            assertThat(failureOf(server, Provider.WORKDAY, SITE, listed)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"404, {}, UNKNOWN_POSTING", "200, {\"id\":\"745\"}, MALFORMED", "200, {}, MALFORMED"})
    void failsWhereASmartRecruitersPageIsNone(int status, String body, Code expected) {
        try (var server = StandIn.answering(status, "application/json", body)) {
            assertThat(failureOf(server, Provider.SMARTRECRUITERS, "Acme", smartRecruitersRow())).isEqualTo(expected);
        }
    }

    @Test
    void onlyShortListsHaveDetails() {
        try (var server = StandIn.json("{}")) {
            // Given
            var fetchers = server.fetchers();
            var lever = new Board(Provider.LEVER, "acme");

            // Then
            assertThat(fetchers.hasDetails(Board.parse(Provider.WORKDAY, SITE))).isTrue();
            assertThat(fetchers.hasDetails(new Board(Provider.SMARTRECRUITERS, "Acme"))).isTrue();
            assertThat(fetchers.hasDetails(lever)).isFalse();
            assertThat(server.detail(Provider.LEVER, "acme", smartRecruitersRow())).isEqualTo(smartRecruitersRow());
            assertThat(server.requests).isEmpty();
        }
    }

    private static Code failureOf(StandIn server, Provider provider, String board, ListedPosting listed) {
        var failed = new Code[1];
        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> server.detail(provider, board, listed))
                .satisfies(failure -> failed[0] = failure.failure().code());
        return failed[0];
    }

    private static ListedPosting workdayRow(String url) {
        return row("JR7-1", url, new Terms(null, EmploymentType.FULL_TIME, null, null));
    }

    private static ListedPosting smartRecruitersRow() {
        return row("744", "https://jobs.smartrecruiters.com/Acme/744", new Terms(Workplace.REMOTE, null, null, null));
    }

    private static ListedPosting row(String id, String url, Terms terms) {
        return new ListedPosting(
                id,
                null,
                "Cook",
                null,
                List.of(),
                List.of(PostingLocation.ofText("Bergen")),
                terms,
                LISTED_AT,
                null,
                Description.NONE,
                URI.create(url),
                null);
    }
}
