package dev.tandem.jobs.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.FetchFailure.Code;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.SharedData;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.source.Provider;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreenhouseFetcherTest {

    @Test
    void readsARecordedBoard() {
        // Given
        var recorded = SharedData.read("ats", "greenhouse.json");
        try (var server = StandIn.json(recorded)) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "amplitude");

            // Then: the recording was cut to 2 of the 37 postings that it declares
            assertPartial(listing, Code.COUNT_MISMATCH);
            assertThat(server.requests).containsExactly("GET /v1/boards/amplitude/jobs?content=true");
            assertThat(listing.postings()).hasSize(2);
            var first = listing.postings().getFirst();
            assertThat(first.externalId()).isEqualTo("8636903002");
            assertThat(first.title()).isEqualTo("Customer Data Scientist - Experimentation");
            assertThat(first.company()).isEqualTo("Amplitude");
            assertThat(first.departments()).containsExactly("Solutions Consulting");
            assertThat(first.locations()).containsExactly(new PostingLocation("London, UK", "London", null, "GB"));
            assertThat(first.postedAt()).isEqualTo(Instant.parse("2026-07-16T15:55:32Z"));
            assertThat(first.updatedAt()).isEqualTo(Instant.parse("2026-07-29T12:50:01Z"));
            assertThat(first.url()).isEqualTo(URI.create("https://job-boards.greenhouse.io/amplitude/jobs/8636903002"));
            assertThat(first.descriptionText())
                    .startsWith("Amplitude is the leading AI analytics platform")
                    .contains("Diversity Equity & Inclusion")
                    .doesNotContain("<", "&amp;", "&nbsp;");
            assertThat(first.descriptionHtml()).startsWith("<div><p>").contains("<strong>");
        }
    }

    @Test
    void undoesEscapingThatWasDoneTwice() {
        // When
        var posting = only("\"content\":\"&lt;p&gt;R&amp;amp;D&amp;amp;nbsp;&amp;amp;mdash; you&lt;/p&gt;\"");

        // Then
        assertThat(posting.descriptionText()).isEqualTo("R&D — you");
    }

    @Test
    void keepsNothingThatRuns() {
        // When
        var posting =
                only(
                        """
                        "content":"&lt;p onclick=&quot;x()&quot;&gt;Hello&lt;script&gt;x()&lt;/script&gt;\
                        &lt;a href=&quot;javascript:x()&quot;&gt;link&lt;/a&gt;&lt;img src=x onerror=x()&gt;&lt;/p&gt;\"\
                        """);

        // Then
        assertThat(posting.descriptionHtml()).contains("<p>Hello").doesNotContain("onclick", "script", "img");
    }

    @ParameterizedTest
    @CsvSource({
        "'Boston, MA; Mountain View, CA', 2, Boston, MA,",
        "'Berlin, Berlin, Germany', 1, Berlin, Berlin, DE",
        "'New York, NY (HQ)', 1, New York, NY,",
        "'Remote (Canada)', 1, , , CA",
        "'Remote - US', 1, , , US",
        "'Paris or Remote', 1, , ,",
        "'Atlanta, Georgia', 1, Atlanta, Georgia,",
    })
    void readsPlacesOutOfOneLabel(String label, int places, String city, String region, String country) {
        // When
        var posting = only("\"location\":{\"name\":\"%s\"}".formatted(label));

        // Then
        assertThat(posting.locations()).hasSize(places);
        assertThat(posting.locations().getFirst())
                .extracting(PostingLocation::city, PostingLocation::region, PostingLocation::countryCode)
                .containsExactly(city, region, country);
    }

    @Test
    void takesTheOfficesWhereTheLabelNamesNoPlace() {
        // When
        var posting =
                only(
                        """
                        "location":{"name":"Hybrid"},
                        "offices":[{"name":"HQ","location":"Oslo, Norway"},{"name":"Lyon","location":null}]\
                        """);

        // Then
        assertThat(posting.workplace()).isEqualTo(Workplace.HYBRID);
        assertThat(posting.locations()).extracting(PostingLocation::name).containsExactly("Oslo, Norway", "Lyon");
    }

    @Test
    void readsTheFieldsThatTheCompanyDefined() {
        // When
        var posting =
                only(
                        """
                        "location":{"name":"Remote"},
                        "metadata":[
                          {"name":"Employment Type","value":"Part-time","value_type":"single_select"},
                          {"name":"Work Location","value":"In-Office","value_type":"single_select"},
                          {"name":"Tags","value":["a"],"value_type":"multi_select"},
                          {"name":"Annual pay","value_type":"currency_range",
                           "value":{"unit":"usd","min_value":"90000.50","max_value":120000}}]\
                        """);

        // Then
        assertThat(posting.employmentType()).isEqualTo(EmploymentType.PART_TIME);
        assertThat(posting.workplace()).isEqualTo(Workplace.ON_SITE);
        assertThat(posting.salary())
                .isEqualTo(new Salary(new BigDecimal("90000.50"), new BigDecimal("120000"), "USD", SalaryPeriod.YEAR));
    }

    @Test
    void readsFieldsOfEveryKindOfValueAndNoneAtAll() {
        // When
        var several =
                only(
                        """
                        "metadata":[{"name":"Remote?","value":true},{"name":"Employment Type","value":null},
                        {"name":"Job Type","value":["Contract","Remote"]},{"name":"Seniority","value":"Mid-Level"},
                        {"name":"Annual bonus","value_type":"currency_range","value":{"unit":"USD","min_value":"1"}}]\
                        """);
        var none = only("\"metadata\":null");

        // Then
        assertThat(several.employmentType()).isEqualTo(EmploymentType.CONTRACT);
        assertThat(several.seniority()).isEqualTo(Seniority.MID);
        assertThat(several.salary()).isNull();
        assertThat(none.terms()).isEqualTo(new Terms(null, null, null, null));
    }

    @Test
    void keepsTheEveningOfAPostingWhereItsOffsetPutsIt() {
        // When
        var posting =
                only(
                        """
                        "first_published":"2026-03-01T21:30:00-04:00","updated_at":"2026-05-05T00:00:00-04:00"\
                        """);

        // Then
        assertThat(posting.postedAt()).isEqualTo(Instant.parse("2026-03-02T01:30:00Z"));
        assertThat(posting.updatedAt()).isEqualTo(Instant.parse("2026-05-05T04:00:00Z"));
    }

    @Test
    void knowsACopyOfAJobByTheJobAndAProspectPostByNothing() {
        assertThat(only("\"internal_job_id\":77,\"requisition_id\":\"R1\"").requisition()).isEqualTo("77");
        assertThat(only("\"internal_job_id\":null,\"requisition_id\":\"R1\"").requisition()).isEqualTo("R1");
        assertThat(only("\"internal_job_id\":null").requisition()).isNull();
    }

    @Test
    void takesTheCompanysOwnAddressOrElseTheBoards() {
        assertThat(only("\"absolute_url\":\"https://example.org/jobs?gh_jid=1\"").url())
                .isEqualTo(URI.create("https://example.org/jobs?gh_jid=1"));
        assertThat(only("\"absolute_url\":null").url())
                .isEqualTo(URI.create("https://boards.greenhouse.io/acme/jobs/1"));
    }

    @Test
    void readsPayInCents() {
        // When
        var posting =
                only(
                        """
                        "pay_input_ranges":[{"min_cents":5000050,"max_cents":7500000,"currency_type":"USD",
                        "title":"Hourly"}]\
                        """);

        // Then
        assertThat(posting.salary())
                .isEqualTo(
                        new Salary(new BigDecimal("50000.50"), new BigDecimal("75000.00"), "USD", SalaryPeriod.HOUR));
    }

    @Test
    void leavesOutTheDepartmentThatIsNone() {
        // When
        var posting = only("\"departments\":[{\"id\":0,\"name\":\"No Department\"},{\"id\":7,\"name\":\" Legal \"}]");

        // Then
        assertThat(posting.departments()).containsExactly("Legal");
    }

    @Test
    void isPartialWhenARowLacksItsTitle() {
        try (var server = StandIn.json("{\"jobs\":[{\"id\":1,\"title\":\"Cook\"},{\"id\":2,\"title\":\" \"}]}")) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertThat(listing.postings()).hasSize(1);
            assertPartial(listing, Code.INCOMPLETE_ROWS);
        }
    }

    @Test
    void foldsAJobThatIsListedTwiceAndKeepsTheFirst() {
        try (var server = StandIn.json("{\"jobs\":[{\"id\":1,\"title\":\"First\"},{\"id\":1,\"title\":\"Second\"}]}")) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(listing.postings()).extracting(ListedPosting::title).containsExactly("First");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "3, true", "4, false", "400, false"})
    void toleratesADeclaredTotalThatIsOffByTwo(int total, boolean complete) {
        try (var server =
                StandIn.json("{\"jobs\":[{\"id\":1,\"title\":\"Cook\"}],\"meta\":{\"total\":%d}}".formatted(total))) {
            // When
            var listing = server.fetch(Provider.GREENHOUSE, "acme");

            // Then
            if (complete) {
                assertThat(listing).isInstanceOf(Listing.Complete.class);
            } else {
                assertPartial(listing, Code.COUNT_MISMATCH);
            }
        }
    }

    @Test
    void believesAnEmptyBoard() {
        try (var server = StandIn.json("{\"jobs\":[],\"meta\":{\"total\":0}}")) {
            assertThat(server.fetch(Provider.GREENHOUSE, "acme")).isInstanceOf(Listing.Complete.class);
        }
    }

    private static ListedPosting only(String fields) {
        try (var server = StandIn.json("{\"jobs\":[{\"id\":1,\"title\":\" Cook \",%s}]}".formatted(fields))) {
            var listing = server.fetch(Provider.GREENHOUSE, "acme");
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            return listing.postings().getFirst();
        }
    }

    private static void assertPartial(Listing listing, Code code) {
        assertThat(listing)
                .isInstanceOfSatisfying(
                        Listing.Partial.class, partial -> assertThat(partial.why().code()).isEqualTo(code));
    }
}
