package dev.tandem.jobs.recognise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.jobs.client.FetchSettings;
import dev.tandem.jobs.client.PageAddresses;
import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure;
import dev.tandem.jobs.source.Board;
import dev.tandem.jobs.source.BoardLookup.Found;
import dev.tandem.jobs.source.BoardLookup.How;
import dev.tandem.jobs.source.BoardLookup.OwnName;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebLookupTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "EMBED ~ GREENHOUSE ~ acme ~ <script src='https://boards.greenhouse.io/embed/job_board/js?for=acme'></script>",
                "EMBED ~ GREENHOUSE ~ acme ~ <iframe src='//job-boards.eu.greenhouse.io/embed/job_board?for=acme'></iframe>",
                "EMBED ~ LEVER ~ acme ~ <script>fetch('https://api.lever.co/v0/postings/acme?mode=json')</script>",
                "EMBED ~ LEVER ~ eu:acme ~ <script>var a = {\"u\":\"https:\\/\\/api.eu.lever.co\\/v0\\/postings\\/acme\"}</script>",
                "EMBED ~ ASHBY ~ Acme ~ <script src='https://jobs.ashbyhq.com/Acme/embed?version=2'></script>",
                "EMBED ~ SMARTRECRUITERS ~ Acme ~ <script>/* smartrecruiters */ widget({\"company_code\": \"Acme\"})</script>",
                "LINK ~ WORKDAY ~ acme|wd5|Jobs ~ <a href='https://acme.wd5.myworkdayjobs.com/en-US/Jobs'>Open positions</a>",
                "LINK ~ LEVER ~ acme ~ <a href='https://jobs.lever.co/acme'>All</a><a href='https://jobs.lever.co/acme/1'>Cook</a>"
                        + "<a href='https://jobs.ashbyhq.com/partner'>A partner</a>",
                "EMBED ~ ASHBY ~ Acme ~ <a href='https://jobs.lever.co/old'>Old</a>"
                        + "<script src='https://jobs.ashbyhq.com/Acme/embed'></script>",
            })
    void findsTheBoardThatAPageLeadsTo(How how, Provider provider, String token, String body) {
        try (var site = page(body)) {
            var found = lookup(site).recognise(careers(site)).await().atMost(SOON);

            assertThat(found.board()).isEqualTo(new Board(provider, token));
            assertThat(found.how()).isEqualTo(how);
        }
    }

    @Test
    void namesTheOtherBoardsOfThePage() {
        try (var site =
                page(
                        "<a href='https://jobs.lever.co/acme'>1</a><a href='https://jobs.lever.co/acme/1'>2</a>"
                                + "<a href='https://jobs.ashbyhq.com/Birch'>3</a>")) {
            var found = lookup(site).recognise(careers(site)).await().atMost(SOON);

            assertThat(found.others()).containsExactly(new Board(Provider.ASHBY, "Birch"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "PAGE ~ <script type='application/ld+json'>{\"@type\": \"JobPosting\"}</script>",
                "PAGE ~ <div itemscope itemtype='https://schema.org/JobPosting'></div>",
                "NOTHING_FOUND ~ <p>We are hiring!</p><a href='https://www.lever.co/'>Lever</a>",
            })
    void takesThePageItselfWhenItLeadsNowhere(How how, String body) {
        try (var site = page(body)) {
            var found = lookup(site).recognise(careers(site)).await().atMost(SOON);

            assertThat(found.board()).isEqualTo(Board.parse(Provider.JSON_LD, careers(site).toString()));
            assertThat(found.how()).isEqualTo(how);
        }
    }

    @Test
    void asksNobodyWhereTheAddressSaysIt() {
        try (var site = page("")) {
            var found = lookup(site).recognise(URI.create("https://jobs.lever.co/acme")).await().atMost(SOON);

            assertThat(found).isEqualTo(new Found(new Board(Provider.LEVER, "acme"), How.ADDRESS, List.of()));
            assertThat(site.requests).isEmpty();
        }
    }

    @Test
    void saysWhyAPageCannotBeLookedAt() {
        PageAddresses none =
                (host, port) ->
                        Uni.createFrom()
                                .failure(
                                        new FetchException(
                                                FetchFailure.Code.DENIED_ADDRESS, "That is our own network."));
        try (var site = page("");
                var broken = StandIn.answering(404, "text/html", "")) {
            var denied = new WebLookup(site.client(), none, FetchSettings.at(site.address()));
            var gone = lookup(broken);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> denied.recognise(careers(site)).await().atMost(SOON))
                    .withMessage("That is our own network.");
            assertThat(site.requests).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> gone.recognise(careers(broken)).await().atMost(SOON))
                    .withMessageContaining("404");
        }
    }

    @Test
    void knowsWhatProvidersCallABoard() {
        try (var provider =
                new StandIn(request -> {
                    var body =
                            switch (String.valueOf(request.path())) {
                                case "/v1/boards/acme" -> "{\"name\": \" Acme Dental \", \"content\": \"\"}";
                                case "/v1/companies/Acme/postings" ->
                                        "{\"totalFound\": 1, \"content\": [{\"company\": {\"name\": \"Acme AG\"}}]}";
                                case "/v1/companies/Nobody/postings" -> "{\"totalFound\": 0, \"content\": []}";
                                default -> "";
                            };
                    StandIn.answer(request, body.isEmpty() ? 404 : 200, "application/json", Buffer.buffer(body));
                })) {
            assertThat(ownName(provider, Provider.GREENHOUSE, "acme")).isEqualTo(new OwnName("Acme Dental", false));
            assertThat(ownName(provider, Provider.GREENHOUSE, "nobody")).isEqualTo(OwnName.UNKNOWN);
            assertThat(ownName(provider, Provider.SMARTRECRUITERS, "Acme")).isEqualTo(new OwnName("Acme AG", false));
            // It says so of companies that have no opening, too.
            assertThat(ownName(provider, Provider.SMARTRECRUITERS, "Nobody")).isEqualTo(OwnName.UNTOLD);
            assertThat(ownName(provider, Provider.LEVER, "acme")).isEqualTo(OwnName.UNTOLD);
        }
    }

    private static StandIn page(String body) {
        return StandIn.answering(200, "text/html", "<html><body>" + body + "</body></html>");
    }

    private static URI careers(StandIn site) {
        return URI.create(site.address() + "/careers");
    }

    private static WebLookup lookup(StandIn site) {
        return new WebLookup(site.client(), StandIn::loopback, FetchSettings.at(site.address()));
    }

    private static OwnName ownName(StandIn provider, Provider of, String token) {
        return lookup(provider).ownName(new Board(of, token)).await().atMost(SOON);
    }
}
