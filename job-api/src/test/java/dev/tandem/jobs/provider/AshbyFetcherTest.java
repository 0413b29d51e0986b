package dev.tandem.jobs.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.jobs.client.FetchSettings;
import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.fetch.Fetched;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Salary;
import dev.tandem.jobs.listing.SalaryPeriod;
import dev.tandem.jobs.listing.SharedData;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AshbyFetcherTest {

    private static final int BOARDS = 42;
    private static final int POSTINGS = 1_406;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void readsNoAnswerThatIsKnown() {
        // Given
        try (var server = StandIn.json("{\"jobs\": []}")) {
            var fetcher = server.fetchers();
            var board = Board.parse(Provider.ASHBY, "acme");
            var first = fetcher.fetch(board, null).await().atMost(Duration.ofSeconds(10));

            // When
            var same = fetcher.fetch(board, first.fingerprint()).await().atMost(Duration.ofSeconds(10));
            var other = fetcher.fetch(board, "something else").await().atMost(Duration.ofSeconds(10));

            // Then
            assertThat(first.listing()).isInstanceOf(Listing.Complete.class);
            assertThat(same).isEqualTo(new Fetched(null, first.fingerprint()));
            assertThat(other).isEqualTo(first);
        }
    }

    @Test
    void readsFortyTwoRecordedBoardsWithoutLosingOrDoublingAPosting() throws IOException {
        // Given
        Map<String, byte[]> boards = new HashMap<>();
        try (var files = Files.list(SharedData.folder("ashby"))) {
            for (var file : files.toList()) {
                boards.put(file.getFileName().toString().replace(".json.gz", ""), Files.readAllBytes(file));
            }
        }
        try (var server =
                new StandIn(
                        request -> {
                            var name = request.uri().replaceAll(".*/|\\?.*", "");
                            request.response().putHeader("Content-Encoding", "gzip");
                            StandIn.answer(request, 200, "application/json", Buffer.buffer(boards.get(name)));
                        },
                        settings ->
                                new FetchSettings(
                                        settings.everywhere(),
                                        settings.timeout(),
                                        settings.wholeTimeout(),
                                        64 << 20,
                                        0,
                                        Integer.MAX_VALUE))) {
            int postings = 0;
            var words = new Overlap();
            for (var board : boards.entrySet()) {
                // When
                var listing = server.fetch(Provider.ASHBY, board.getKey());

                // Then
                assertThat(listing).as(board.getKey()).isInstanceOf(Listing.Complete.class);
                compare(listing, unpacked(board.getValue()), words);
                postings += listing.postings().size();
            }
            assertThat(boards).hasSize(BOARDS);
            assertThat(postings).isEqualTo(POSTINGS);
            assertThat(words.recall()).as("recall of the words").isGreaterThanOrEqualTo(0.9996);
            assertThat(words.precision()).as("precision of the words").isGreaterThanOrEqualTo(0.9996);
        }
    }

    private static JsonNode unpacked(byte[] board) throws IOException {
        return JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(board)));
    }

    private static void compare(Listing listing, JsonNode board, Overlap words) {
        Map<String, ListedPosting> byId = new HashMap<>();
        listing.postings().forEach(posting -> byId.put(posting.externalId(), posting));
        assertThat(byId).hasSize(board.path("jobs").size());
        for (var job : board.path("jobs")) {
            var posting = Objects.requireNonNull(byId.get(job.path("id").asText()));
            assertThat(posting.title()).isEqualTo(job.path("title").asText().strip().replaceAll("\\s+", " "));
            assertThat(posting.postedAt()).isNotNull();
            assertThat(posting.employmentType()).isNotNull();
            assertThat(posting.applyUrl()).isNotNull();
            assertSalary(posting.salary(), job);
            words.add(posting.descriptionText(), withoutTargets(job));
        }
    }

    /// The provider's plain text, without the addresses that it writes behind each link and image.
    private static String withoutTargets(JsonNode job) {
        var plain = job.path("descriptionPlain").asText();
        var page = Jsoup.parse(job.path("descriptionHtml").asText());
        for (var image : page.select("img[src]")) {
            plain = plain.replaceFirst(Pattern.quote(image.attr("src")), " ");
        }
        for (var link : page.select("a[href]")) {
            if (!link.text().strip().equals(link.attr("href"))) {
                plain = plain.replaceFirst(Pattern.quote(link.attr("href").replaceFirst("^mailto:", "")), " ");
            }
        }
        return plain;
    }

    /// The provider's own summary is what it makes of the tiers.
    private static void assertSalary(@Nullable Salary salary, JsonNode job) {
        for (var component : job.path("compensation").path("summaryComponents")) {
            if (component.path("compensationType").asText().equals("Salary")) {
                assertThat(salary).as(job.path("id").asText()).isNotNull();
                assertThat(Objects.requireNonNull(salary).currency())
                        .isEqualTo(component.path("currencyCode").asText());
                assertThat(salary.min()).isEqualTo(figure(component.path("minValue")));
                assertThat(salary.max()).isEqualTo(figure(component.path("maxValue")));
                assertThat(component.path("interval").asText()).endsWith(String.valueOf(salary.period()));
                return;
            }
        }
        assertThat(salary).as(job.path("id").asText()).isNull();
    }

    private static @Nullable BigDecimal figure(JsonNode value) {
        return value.isNumber() ? value.decimalValue() : null;
    }

    @Test
    void readsARecordedBoardOfTheLaterShape() {
        // Given
        var recorded = SharedData.read("ats", "ashby.json");
        try (var server = StandIn.json(recorded)) {
            // When
            var listing = server.fetch(Provider.ASHBY, "HighlightTA");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(server.requests)
                    .containsExactly("GET /posting-api/job-board/HighlightTA?includeCompensation=true");
            var first = listing.postings().getFirst();
            assertThat(first.workplace()).isEqualTo(Workplace.REMOTE);
            assertThat(first.locations()).containsExactly(new PostingLocation("Canada", null, null, "CA"));
            assertThat(first.departments()).containsExactly("HighlightTA");
            assertThat(first.employmentType()).isEqualTo(EmploymentType.FULL_TIME);
            assertThat(first.postedAt()).isEqualTo(Instant.parse("2026-04-20T22:43:56.531Z"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"workplaceType\":\"Hybrid\",\"isRemote\":true', Remote, HYBRID",
        "'\"workplaceType\":\"OnSite\",\"isRemote\":null', Remote, ON_SITE",
        "'\"workplaceType\":null,\"isRemote\":true', Oslo, REMOTE",
        "'\"isRemote\":true', Oslo (Hybrid), HYBRID",
        "'\"isRemote\":false', Oslo, ",
        "'\"isRemote\":null', Oslo, ",
    })
    void prefersTheWorkplaceTypeToTheRemoteFlag(String fields, String label, Workplace workplace) {
        assertThat(only(fields + ",\"location\":\"%s\"".formatted(label)).workplace()).isEqualTo(workplace);
    }

    @ParameterizedTest
    @CsvSource({
        "FullTime, FULL_TIME",
        "Contract, CONTRACT",
        "Intern, INTERNSHIP",
        "PartTime, PART_TIME",
        "Temporary, TEMPORARY",
    })
    void readsTheEmploymentTypesThatThereAre(String type, EmploymentType expected) {
        assertThat(only("\"employmentType\":\"%s\"".formatted(type)).employmentType()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1 YEAR, YEAR", "1 HOUR, HOUR", "1 MONTH, MONTH", "1 WEEK, WEEK", "1 TIME, ONCE", "NONE,"})
    void readsTheIntervalsThatThereAre(String interval, SalaryPeriod expected) {
        // When: the docs print the tiers elsewhere than the answers have them
        var posting =
                only(
                        """
                        "compensation":{"compensationTiers":[],"summaryComponents":[
                        {"compensationType":"Salary","interval":"%s","currencyCode":"CNY","minValue":1.5}]}\
                        """
                                .formatted(interval));

        // Then
        assertThat(posting.salary()).isEqualTo(new Salary(new BigDecimal("1.5"), null, "CNY", expected));
    }

    @Test
    void believesAnEmptyBoardAndReadsAPostingWithoutAnyPlace() {
        try (var server = StandIn.json("{\"jobs\":[],\"apiVersion\":\"1\"}")) {
            assertThat(server.fetch(Provider.ASHBY, "acme")).isEqualTo(new Listing.Complete(List.of()));
        }
        var posting = only("\"address\":null,\"secondaryLocations\":[],\"descriptionPlain\":\"a < b\"");
        assertThat(posting.title()).isEqualTo("Cook");
        assertThat(posting.locations()).isEmpty();
        assertThat(posting.descriptionText()).isEqualTo("a < b");
    }

    @Test
    void dropsWhatIsNotListed() {
        try (var server =
                StandIn.json(
                        """
                        {"jobs":[{"id":"a","title":"Cook","isListed":false,"jobUrl":"https://example.com/a"}]}\
                        """)) {
            // When
            var listing = server.fetch(Provider.ASHBY, "acme");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(listing.postings()).isEmpty();
        }
    }

    @Test
    void readsAllPlacesAndCountriesAsPeopleWriteThem() {
        // When
        var posting =
                only(
                        """
                        "location":"HQ",
                        "address":{"postalAddress":{"addressLocality":"Reno","addressRegion":"NV","addressCountry":"U.S.A"}},
                        "secondaryLocations":[
                          {"location":"London","address":{"addressCountry":"United Kingdom"}},
                          {"location":"Remote","address":null}]\
                        """);

        // Then
        assertThat(posting.locations())
                .containsExactly(
                        new PostingLocation("HQ", "Reno", "NV", "US"),
                        new PostingLocation("London", null, null, "GB"),
                        new PostingLocation("Remote", null, null, null));
    }

    @Test
    void takesOnlySalaryForSalary() {
        // When
        var posting =
                only(
                        """
                        "compensation":{"compensationTiers":[{"components":[
                          {"compensationType":"Bonus","interval":"1 YEAR","currencyCode":"USD","minValue":1,"maxValue":2},
                          {"compensationType":"EquityPercentage","interval":"NONE","minValue":0.1,"maxValue":0.2}]}]}\
                        """);

        // Then
        assertThat(posting.salary()).isNull();
    }

    @Test
    void spansTheTiersOfOneCurrency() {
        // When
        var posting =
                only(
                        """
                        "compensation":{"compensationTiers":[
                          {"components":[{"compensationType":"Salary","interval":"1 HOUR","currencyCode":"USD",
                            "minValue":20.50,"maxValue":25}]},
                          {"components":[{"compensationType":"Salary","interval":"1 HOUR","currencyCode":"CAD",
                            "minValue":10,"maxValue":90}]},
                          {"components":[{"compensationType":"Salary","interval":"1 HOUR","currencyCode":"USD",
                            "minValue":18,"maxValue":null}]}]}\
                        """);

        // Then
        assertThat(posting.salary())
                .isEqualTo(new Salary(new BigDecimal("18"), new BigDecimal("25"), "USD", SalaryPeriod.HOUR));
    }

    private static ListedPosting only(String fields) {
        var board = "{\"jobs\":[{\"id\":\"a\",\"title\":\" Cook\",\"jobUrl\":\"https://example.com/a\",%s}]}";
        try (var server = StandIn.json(board.formatted(fields))) {
            var listing = server.fetch(Provider.ASHBY, "acme");
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            return listing.postings().getFirst();
        }
    }

    /// How many words two texts have in common.
    private static final class Overlap {

        private long common;
        private long ours;
        private long theirs;

        void add(@Nullable String our, String their) {
            var left = counts(words(our == null ? "" : our));
            var right = counts(words(their));
            ours += left.values().stream().mapToInt(Integer::intValue).sum();
            theirs += right.values().stream().mapToInt(Integer::intValue).sum();
            left.forEach((word, count) -> common += Math.min(count, right.getOrDefault(word, 0)));
        }

        double recall() {
            return (double) common / theirs;
        }

        double precision() {
            return (double) common / ours;
        }

        private static List<String> words(String text) {
            return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }

        private static Map<String, Integer> counts(List<String> words) {
            Map<String, Integer> counts = new HashMap<>();
            words.forEach(word -> counts.merge(word, 1, Integer::sum));
            return counts;
        }
    }
}
