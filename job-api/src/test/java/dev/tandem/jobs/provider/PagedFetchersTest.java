package dev.tandem.jobs.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.listing.Description;
import dev.tandem.jobs.listing.EmploymentType;
import dev.tandem.jobs.listing.FetchFailure.Code;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.listing.PostingLocation;
import dev.tandem.jobs.listing.Seniority;
import dev.tandem.jobs.listing.SharedData;
import dev.tandem.jobs.listing.Terms;
import dev.tandem.jobs.listing.Workplace;
import dev.tandem.jobs.source.Provider;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Workday and SmartRecruiters, whose listings come in pages.
class PagedFetchersTest {

    private static final String SITE = "acme|wd5|Careers";

    @Test
    void readsARecordedWorkdayPage() {
        // Given
        var recorded = SharedData.read("ats", "workday.json");
        try (var server = StandIn.json(recorded)) {
            // When
            var listing = server.fetch(Provider.WORKDAY, "salesforce|wd12|External_Career_Site");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(listing.postings()).hasSize(2);
            var first = listing.postings().getFirst();
            assertThat(first.externalId()).isEqualTo("JR354232");
            assertThat(first.locations()).isEmpty();
            assertThat(first.postedAt()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
            assertThat(first.url())
                    .isEqualTo(
                            URI.create(
                                    server.address()
                                            + "/salesforce.wd12/External_Career_Site/job/Virginia---Washington-DC-Metro---Remote/Solution-Architect---Senior-Solution-Architect---PubSec---SLED-NGO_JR354232"));
        }
    }

    @Test
    void readsARecordedSmartRecruitersPage() {
        // Given
        var recorded = SharedData.read("ats", "smartrecruiters.json");
        try (var server = StandIn.json(recorded)) {
            // When
            var listing = server.fetch(Provider.SMARTRECRUITERS, "knight");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(server.requests).containsExactly("GET /v1/companies/knight/postings?limit=100&offset=0");
            assertThat(listing.postings())
                    .containsExactly(
                            new ListedPosting(
                                    "743999671674844",
                                    "REF30D",
                                    "CNA / LPN - Consistent Hours. Start Next Week.",
                                    "Knight Gayles",
                                    List.of(),
                                    List.of(
                                            new PostingLocation(
                                                    "St. Louis, MO, United States", "St. Louis", "MO", "US")),
                                    new Terms(Workplace.ON_SITE, EmploymentType.PART_TIME, null, null),
                                    Instant.parse("2018-06-08T02:11:28Z"),
                                    null,
                                    Description.NONE,
                                    URI.create("https://jobs.smartrecruiters.com/Knight/743999671674844"),
                                    null));
        }
    }

    @Test
    void readsAllWorkdayPagesThoughOnlyTheFirstSaysHowMany() {
        // Given
        try (var server = workday(127, offset -> offset == 0 ? 127 : 0, offset -> true)) {
            // When
            var listing = server.fetch(Provider.WORKDAY, SITE);

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(listing.postings()).hasSize(127);
            assertThat(listing.postings().get(126).externalId()).isEqualTo("JR126");
            assertThat(server.requests).hasSize(7).containsOnly("POST /acme.wd5/wday/cxs/acme/Careers/jobs");
        }
    }

    @Test
    void sendsTheFourKeysWithoutWhichWorkdayRefuses() {
        // Given
        var bodies = new ConcurrentLinkedQueue<JsonObject>();
        try (var server =
                new StandIn(request ->
                        request.bodyHandler(body -> {
                            bodies.add(body.toJsonObject());
                            json(request, "{\"total\":0,\"jobPostings\":[]}");
                        }))) {
            // When
            server.fetch(Provider.WORKDAY, SITE);

            // Then
            assertThat(bodies)
                    .containsExactly(
                            new JsonObject("{\"appliedFacets\":{},\"limit\":20,\"offset\":0,\"searchText\":\"\"}"));
        }
    }

    @Test
    void isPartialWhenALaterPageFailsAndKeepsWhatCame() {
        // Given
        try (var server = workday(100, offset -> 100, offset -> offset != 60)) {
            // When
            var listing = server.fetch(Provider.WORKDAY, SITE);

            // Then
            assertPartial(listing, Code.INCOMPLETE_PAGES, 80);
        }
    }

    @Test
    void stopsWhereTheFirstPageComesAgain() {
        // Given
        var repeating =
                new StandIn(request ->
                        request.bodyHandler(body -> {
                            int offset = body.toJsonObject().getInteger("offset");
                            json(request, workdayPage(10_000, offset >= 60 ? 0 : offset, 1_000));
                        }));
        try (repeating) {
            // When
            var listing = repeating.fetch(Provider.WORKDAY, SITE);

            // Then
            assertPartial(listing, Code.COUNT_MISMATCH, 60);
            assertThat(repeating.requests).hasSizeLessThan(40);
        }
    }

    @Test
    void doesNotBelieveATotalThatNoBoardHas() {
        // Given
        try (var server = workday(40, offset -> Integer.MAX_VALUE, offset -> true)) {
            // When
            var listing = server.fetch(Provider.WORKDAY, SITE);

            // Then
            assertPartial(listing, Code.INCOMPLETE_PAGES, 40);
            assertThat(server.requests).hasSizeLessThan(40);
        }
    }

    @Test
    void readsALongWorkdayListInPartsOfAFacet() {
        // Given: two facets agree that there are 2,300
        var contracts =
                "{\"facetParameter\":\"timeType\",\"values\":["
                        + value("full", 1_500)
                        + ","
                        + value("part", 800)
                        + "]}";
        var families = "{\"facetParameter\":\"family\",\"values\":[" + value("a", 2_100) + "," + value("b", 200) + "]}";
        var group = "{\"facetParameter\":\"group\",\"values\":[" + families + "]}";
        try (var server = divided(contracts + "," + group)) {
            // When
            var listing = server.fetch(Provider.WORKDAY, SITE);

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(listing.postings()).hasSize(2_300);
            assertThat(server.requests).hasSize(1 + 75 + 40);
        }
    }

    @Test
    void aListInPartsIsPartialWhenNothingTellsItsLength() {
        var contracts =
                "{\"facetParameter\":\"timeType\",\"values\":["
                        + value("full", 1_500)
                        + ","
                        + value("part", 800)
                        + "]}";
        try (var server = divided(contracts)) {
            assertPartial(server.fetch(Provider.WORKDAY, SITE), Code.COUNT_MISMATCH, 2_300);
        }
    }

    @Test
    void dividesAPartThatIsStillTooLongByAnotherFacet() {
        // Given: 5,000 postings, of which 4,500 are in one country, 900 in each of five families
        try (var server = nested()) {
            // When
            var listing = server.fetch(Provider.WORKDAY, SITE);

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(listing.postings()).hasSize(5_000);
            assertThat(server.requests).hasSize(1 + 1 + 25 + 2 * 90 + 45);
        }
    }

    /// Each posting has one of five families (its number modulo 5); the first 4,500 are in Norway.
    private static StandIn nested() {
        return new StandIn(request ->
                request.bodyHandler(body -> {
                    int offset = body.toJsonObject().getInteger("offset");
                    var applied = body.toJsonObject().getJsonObject("appliedFacets");
                    var country = applied.getJsonArray("country");
                    var family = applied.getJsonArray("family");
                    var found =
                            IntStream.range(0, 5_000)
                                    .filter(n -> country == null || country.contains(n < 4_500 ? "no" : "se"))
                                    .filter(n -> family == null || family.contains("f" + n % 5))
                                    .limit(2_000)
                                    .boxed()
                                    .toList();
                    var rows =
                            found.stream()
                                    .skip(offset)
                                    .limit(20)
                                    .map(
                                            "{\"title\":\"Job %1$d\",\"externalPath\":\"/job/Oslo/Job_JR%1$d\"}"
                                                    ::formatted)
                                    .collect(Collectors.joining(","));
                    var countries =
                            "{\"facetParameter\":\"country\",\"values\":["
                                    + value("no", 4_500)
                                    + ","
                                    + value("se", 500)
                                    + "]}";
                    var families =
                            IntStream.range(0, 5)
                                    .mapToObj(n -> value("f" + n, 900))
                                    .collect(
                                            Collectors.joining(
                                                    ",", "{\"facetParameter\":\"family\",\"values\":[", "]}"));
                    var facets = country == null ? countries + "," + countries.replace("country", "place") : families;
                    json(
                            request,
                            "{\"total\":%d,\"jobPostings\":[%s],\"facets\":[%s]}"
                                    .formatted(found.size(), rows, facets));
                }));
    }

    private static String value(String id, int count) {
        return "{\"id\":\"%s\",\"count\":%d}".formatted(id, count);
    }

    /// A site with 1,500 full-time postings, and 800 others after them, that lists no more than 2,000 at once.
    private static StandIn divided(String facets) {
        return new StandIn(request ->
                request.bodyHandler(body -> {
                    int offset = body.toJsonObject().getInteger("offset");
                    var contracts = body.toJsonObject().getJsonObject("appliedFacets").getJsonArray("timeType");
                    var from = contracts != null && contracts.contains("part") ? 1_500 : 0;
                    var to = contracts == null ? 2_000 : contracts.contains("part") ? 2_300 : 1_500;
                    var page = workdayPage(to - from, offset + from, to);
                    json(request, page.substring(0, page.length() - 1) + ",\"facets\":[" + facets + "]}");
                }));
    }

    @Test
    void doesNotBelieveTheNumberWhereWorkdayStopsCounting() {
        // Given
        try (var server = workday(2_000, offset -> 2_000, offset -> true)) {
            assertPartial(server.fetch(Provider.WORKDAY, SITE), Code.COUNT_MISMATCH, 2_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Posted Today, 2026-11-22T00:00:00Z",
        "Posted Yesterday, 2026-11-21T00:00:00Z",
        "Posted 12 Days Ago, 2026-11-10T00:00:00Z",
        "Posted 30+ Days Ago, ",
        "Vor 3 Tagen ausgeschrieben, ",
    })
    void readsRelativeDatesOnlyWhereTheyNameADay(String words, Instant posted) {
        assertThat(workdayRow("\"postedOn\":\"%s\"".formatted(words)).postedAt()).isEqualTo(posted);
    }

    @Test
    void readsWhatAWorkdayRowSaysOfItsPlace() {
        // When
        var row =
                workdayRow(
                        """
                        "locationsText":"Oslo, Norway","remoteType":"Hybrid","timeType":"Full time","bulletFields":["x"]\
                        """);

        // Then
        assertThat(row.locations()).containsExactly(new PostingLocation("Oslo, Norway", "Oslo", null, "NO"));
        assertThat(row.workplace()).isEqualTo(Workplace.HYBRID);
        assertThat(row.employmentType()).isEqualTo(EmploymentType.FULL_TIME);
    }

    @Test
    void isPartialWhenAWorkdayRowLacksItsPathOrTitle() {
        try (var server =
                StandIn.json(
                        """
                        {"total":3,"jobPostings":[{"title":"Cook","externalPath":"/job/x/Cook_1"},
                        {"title":"Waiter"},{"externalPath":"/job/x/Y_2"}]}\
                        """)) {
            assertPartial(server.fetch(Provider.WORKDAY, SITE), Code.INCOMPLETE_ROWS, 1);
        }
    }

    @Test
    void takesTheRequisitionFromWhicheverBulletThePathEndsIn() {
        // When
        var copy = workdayRow("\"bulletFields\":[\"Oslo\",\"JR7\"],\"externalPath\":\"/job/x/Cook_JR7-1\"");
        var other = workdayRow("\"bulletFields\":[\"JR8\"],\"externalPath\":\"/job/x/Cook_JR7-1\"");

        // Then
        assertThat(copy.externalId()).isEqualTo("JR7-1");
        assertThat(copy.requisition()).isEqualTo("JR7");
        assertThat(other.requisition()).isNull();
    }

    @Test
    void asksEveryPodOfWorkdayByItsOwnName() {
        try (var server = StandIn.json("{\"total\":0,\"jobPostings\":[]}")) {
            // When
            server.fetch(Provider.WORKDAY, "acme|wd501|Careers");

            // Then
            assertThat(server.requests).containsExactly("POST /acme.wd501/wday/cxs/acme/Careers/jobs");
        }
    }

    @Test
    void keepsPostingsApartThatEndInTheSameRequisition() {
        try (var server =
                StandIn.json(
                        """
                        {"total":3,"jobPostings":[{"title":"Cook","externalPath":"/job/Oslo/Cook_R1"},
                        {"title":"Cook","externalPath":"/job/Lyon/Cook_R1"},
                        {"title":"Cook","externalPath":"/job/Rome/Cook_R1-1"}]}\
                        """)) {
            // When
            var listing = server.fetch(Provider.WORKDAY, SITE);

            // Then
            assertThat(listing.postings())
                    .extracting(ListedPosting::externalId)
                    .containsExactly("/job/Oslo/Cook_R1", "/job/Lyon/Cook_R1", "R1-1");
        }
    }

    @Test
    void readsAllSmartRecruitersPages() {
        // Given
        try (var server = smartRecruiters(250, offset -> 250)) {
            // When
            var listing = server.fetch(Provider.SMARTRECRUITERS, "Acme");

            // Then
            assertThat(listing).isInstanceOf(Listing.Complete.class);
            assertThat(listing.postings()).hasSize(250);
            assertThat(server.requests)
                    .containsExactlyInAnyOrder(
                            "GET /v1/companies/Acme/postings?limit=100&offset=0",
                            "GET /v1/companies/Acme/postings?limit=100&offset=100",
                            "GET /v1/companies/Acme/postings?limit=100&offset=200");
        }
    }

    @Test
    void isPartialWhenTheTotalChangesBetweenPages() {
        // Given
        try (var server = smartRecruiters(250, offset -> offset == 100 ? 251 : 250)) {
            assertPartial(server.fetch(Provider.SMARTRECRUITERS, "Acme"), Code.COUNT_MISMATCH, 250);
        }
    }

    @Test
    void doesNotBelieveThatACompanyHasNoPostings() {
        try (var server = StandIn.json("{\"offset\":0,\"limit\":100,\"totalFound\":0,\"content\":[]}")) {
            assertPartial(server.fetch(Provider.SMARTRECRUITERS, "Acme"), Code.EMPTY_UNKNOWN, 0);
        }
    }

    @Test
    void believesAnEmptyListOfACompanyThatHasListedPostings() {
        try (var server = StandIn.json("{\"offset\":0,\"limit\":100,\"totalFound\":0,\"content\":[]}")) {
            var listing = server.fetch(Provider.SMARTRECRUITERS, "Acme").ofKnownBoard();

            assertThat(listing).isEqualTo(new Listing.Complete(List.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false, REMOTE", "true, true, HYBRID", "false, true, HYBRID", "false, false, ON_SITE"})
    void readsTheWorkplaceFlags(boolean remote, boolean hybrid, Workplace workplace) {
        try (var server =
                StandIn.json(
                        """
                        {"totalFound":1,"content":[{"id":"1","name":" Cook ","department":{"label":"Kitchen "},
                        "experienceLevel":{"id":"entry_level","label":"Berufseinstieg"},"refNumber":"REF1",
                        "location":{"city":"Gdynia","country":"pl","remote":%s,"hybrid":%s},
                        "typeOfEmployment":{"id":"permanent","label":"Unbefristet"}}]}\
                        """
                                .formatted(remote, hybrid))) {
            // When
            var posting = server.fetch(Provider.SMARTRECRUITERS, "Acme").postings().getFirst();

            // Then
            assertThat(posting.workplace()).isEqualTo(workplace);
            assertThat(posting.title()).isEqualTo("Cook");
            assertThat(posting.seniority()).isEqualTo(Seniority.ENTRY);
            assertThat(posting.requisition()).isEqualTo("REF1");
            assertThat(posting.departments()).containsExactly("Kitchen");
            assertThat(posting.employmentType()).isEqualTo(EmploymentType.FULL_TIME);
            assertThat(posting.locations()).containsExactly(new PostingLocation("Gdynia, pl", "Gdynia", null, "PL"));
            assertThat(posting.url()).isEqualTo(URI.create("https://jobs.smartrecruiters.com/Acme/1"));
        }
    }

    private static ListedPosting workdayRow(String fields) {
        var path = fields.contains("externalPath") ? "" : "\"externalPath\":\"/job/x/Cook_R1\",";
        var page = "{\"total\":1,\"jobPostings\":[{\"title\":\"Cook\",%s%s}]}";
        try (var server = StandIn.json(page.formatted(path, fields))) {
            return server.fetch(Provider.WORKDAY, SITE).postings().getFirst();
        }
    }

    private static StandIn workday(int rows, IntFunction<Integer> total, IntPredicate works) {
        return new StandIn(request ->
                request.bodyHandler(body -> {
                    int offset = body.toJsonObject().getInteger("offset");
                    if (works.test(offset)) {
                        json(request, workdayPage(total.apply(offset), offset, rows));
                    } else {
                        request.response().setStatusCode(500).end();
                    }
                }));
    }

    private static String workdayPage(int total, int offset, int rows) {
        return IntStream.range(offset, Math.min(offset + 20, Math.max(offset, rows)))
                .mapToObj("{\"title\":\"Job %1$d\",\"externalPath\":\"/job/Oslo/Job_JR%1$d\"}"::formatted)
                .collect(Collectors.joining(",", "{\"total\":%d,\"jobPostings\":[".formatted(total), "]}"));
    }

    private static StandIn smartRecruiters(int rows, IntFunction<Integer> total) {
        return new StandIn(request -> {
            int offset = Integer.parseInt(request.getParam("offset"));
            json(
                    request,
                    IntStream.range(offset, Math.min(offset + 100, rows))
                            .mapToObj("{\"id\":\"%1$d\",\"name\":\"Job %1$d\"}"::formatted)
                            .collect(
                                    Collectors.joining(
                                            ",",
                                            "{\"totalFound\":%d,\"content\":[".formatted(total.apply(offset)),
                                            "]}")));
        });
    }

    private static void json(HttpServerRequest request, String body) {
        StandIn.answer(request, 200, "application/json", Buffer.buffer(body));
    }

    private static void assertPartial(Listing listing, Code code, int postings) {
        assertThat(listing)
                .isInstanceOfSatisfying(
                        Listing.Partial.class, partial -> assertThat(partial.why().code()).isEqualTo(code));
        assertThat(listing.postings()).hasSize(postings);
    }
}
