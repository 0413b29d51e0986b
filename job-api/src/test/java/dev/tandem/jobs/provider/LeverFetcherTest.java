package dev.tandem.jobs.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.SharedData;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.source.Provider;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeverFetcherTest {

    @Test
    void readsARecordedBoard() {
        // Given
        var recorded = SharedData.read("ats", "lever.json");
        try (var server = StandIn.json(recorded)) {
            // When
            var listing = server.fetch(Provider.LEVER, "idealistconsulting");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(server.requests).containsExactly("GET /global/v0/postings/idealistconsulting?mode=json");
            assertThat(listing.postings()).hasSize(2);
            var first = listing.postings().getFirst();
            assertThat(first.externalId()).isEqualTo("a24ec4e5-5caa-473d-abd4-b71f09a8167b");
            assertThat(first.departments()).containsExactly("Services Team");
            assertThat(first.locations()).containsExactly(new PostingLocation("Chicago, IL", "Chicago", "IL", "US"));
            assertThat(first.workplace()).isEqualTo(Workplace.REMOTE);
            assertThat(first.employmentType()).isEqualTo(EmploymentType.CONTRACT);
            assertThat(first.postedAt()).isEqualTo(Instant.ofEpochMilli(1764205361939L));
            assertThat(first.applyUrl())
                    .isEqualTo(
                            URI.create(
                                    "https://jobs.lever.co/idealistconsulting/a24ec4e5-5caa-473d-abd4-b71f09a8167b/apply"));
            assertThat(first.descriptionText())
                    .contains("How You'll Contribute", "Your Background Includes:", "A Little More About Us");
        }
    }

    @Test
    void asksTheEuropeanHostForEuropeanBoards() {
        try (var server = StandIn.json("[]")) {
            // When
            var listing = server.fetch(Provider.LEVER, "https://jobs.eu.lever.co/Acme");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(server.requests).containsExactly("GET /eu/v0/postings/Acme?mode=json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "onsite, 'Remote, US', ON_SITE",
        "on-site, Remote, ON_SITE",
        "hybrid, Remote, HYBRID",
        "remote, Oslo, REMOTE",
        "unspecified, Remote - Europe, REMOTE",
        "unspecified, Oslo, ",
    })
    void letsTheFlagWinOverTheLabel(String flag, String label, Workplace workplace) {
        // When
        var posting = only("\"workplaceType\":\"%s\",\"categories\":{\"location\":\"%s\"}".formatted(flag, label));

        // Then
        assertThat(posting.workplace()).isEqualTo(workplace);
    }

    @Test
    void takesAllLocationsAndTheCountryOfTheFirst() {
        // When
        var posting =
                only(
                        """
                        "country":"NO",
                        "categories":{"location":"Oslo","allLocations":["Oslo","Lyon, France",""],"department":"",
                        "team":"Kitchen","commitment":"CDI"}\
                        """);

        // Then
        assertThat(posting.locations())
                .containsExactly(
                        new PostingLocation("Oslo", null, null, "NO"),
                        new PostingLocation("Lyon, France", "Lyon", null, "FR"));
        assertThat(posting.departments()).containsExactly("Kitchen");
        assertThat(posting.employmentType()).isEqualTo(EmploymentType.FULL_TIME);
    }

    @Test
    void joinsAllPartsOfTheDescription() {
        // When
        var posting =
                only(
                        """
                        "description":"<div>Start</div>","descriptionPlain":"Start",
                        "lists":[{"text":"You & we","content":"<li>cook</li><li>serve</li>"}],
                        "salaryDescription":"<p>Good pay</p>",
                        "additional":"","additionalPlain":"The end\\n5 < 6"\
                        """);

        // Then
        assertThat(posting.descriptionText())
                .isEqualTo("Start\n\nYou & we\n\n- cook\n- serve\n\nGood pay\n\nThe end\n5 < 6");
    }

    @Test
    void takesTheListsWhereTheyAreAllThereIs() {
        // When
        var lists = only("\"description\":\"\",\"lists\":[{\"text\":\"Do\",\"content\":\"<li>cook</li>\"}]");
        var formatted = only("\"description\":\"<p>Cook</p>\",\"descriptionPlain\":\"\"");

        // Then
        assertThat(lists.descriptionText()).isEqualTo("Do\n\n- cook");
        assertThat(formatted.descriptionText()).isEqualTo("Cook");
    }

    @Test
    void takesMillisecondsForMillisecondsAndALevelForSeniority() {
        // When
        var posting = only("\"createdAt\":1764205361939,\"country\":null,\"categories\":{\"level\":\"Junior\"}");

        // Then
        assertThat(posting.postedAt()).isEqualTo(Instant.parse("2025-11-27T01:02:41.939Z"));
        assertThat(posting.updatedAt()).isNull();
        assertThat(posting.seniority()).isEqualTo(Seniority.ENTRY);
        assertThat(posting.locations()).isEmpty();
    }

    @Test
    void takesThePartsWhereTheWholeIsMissing() {
        // When
        var posting = only("\"opening\":\"<p>One</p>\",\"descriptionBodyPlain\":\"Two\"");

        // Then
        assertThat(posting.descriptionText()).isEqualTo("One\n\nTwo");
    }

    @ParameterizedTest
    @CsvSource({"per-year-salary, YEAR", "per-hour-wage, HOUR", "per-month-salary, MONTH", "one-time, ONCE"})
    void keepsFiguresExactly(String interval, SalaryPeriod period) {
        // When
        var posting =
                only(
                        "\"salaryRange\":{\"min\":21.10,\"max\":33,\"currency\":\"EUR\",\"interval\":\"%s\"}"
                                .formatted(interval));

        // Then
        assertThat(posting.salary())
                .isEqualTo(new Salary(new BigDecimal("21.10"), new BigDecimal("33"), "EUR", period));
    }

    private static ListedPosting only(String fields) {
        var posting =
                "[{\"id\":\"a\",\"text\":\"Cook \",\"hostedUrl\":\"https://jobs.lever.co/acme/a\",%s}]"
                        .formatted(fields);
        try (var server = StandIn.json(posting)) {
            var listing = server.fetch(Provider.LEVER, "acme");
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            return listing.postings().getFirst();
        }
    }
}
