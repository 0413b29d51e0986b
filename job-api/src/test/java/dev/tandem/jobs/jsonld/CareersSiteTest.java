package dev.tandem.jobs.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.client.PageAddresses;
import dev.tandem.jobs.client.StandIn;
import dev.tandem.jobs.listing.FetchException;
import dev.tandem.jobs.listing.FetchFailure.Code;
import dev.tandem.jobs.listing.ListedPosting;
import dev.tandem.jobs.listing.Listing;
import dev.tandem.jobs.source.Provider;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the postings of a site are found from its careers page, and when they are all of them.
class CareersSiteTest {

    private final Map<String, Buffer> files = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private StandIn server;

    @BeforeEach
    void start() {
        server = new StandIn(this::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void findsAllPostingsByTheSitemapThatRobotsName() throws IOException {
        // Given: an index, whose packed sitemap of jobs is read and whose sitemap of news is not
        page("/careers", "<h1>Work with us</h1>");
        text("/robots.txt", "User-agent: *\nDisallow: /admin\nsitemap: %s/maps/index.xml".formatted(server.address()));
        text("/maps/index.xml", index("/maps/news.xml", "/maps/jobs.xml.gz"));
        packed("/maps/jobs.xml.gz", urls("/careers/cook-1", "/careers/waiter-2", "/about"));
        posting("/careers/cook-1", "Cook");
        posting("/careers/waiter-2", "Waiter");
        page("/about", "About us");

        // When
        var listing = fetch("/careers");

        // Then
        assertThat(listing).isInstanceOf(Listing.Complete.class);
        assertThat(listing.postings()).extracting(ListedPosting::title).containsExactlyInAnyOrder("Cook", "Waiter");
        assertThat(listing.postings())
                .extracting(ListedPosting::externalId)
                .contains(server.address() + "/careers/cook-1");
        assertThat(server.requests).doesNotContain("GET /maps/news.xml");
    }

    @Test
    void readsOnlyThosePagesOfAPlainSitemapThatMayBePostings() {
        // Given
        page("/careers", "");
        text("/sitemap.xml", urls("/", "/careers", "/careers/cook", "/blog/x", "/careers/brochure.pdf", "/en/jobs/2"));
        posting("/careers/cook", "Cook");
        posting("/en/jobs/2", "Waiter");

        // When
        var listing = fetch("/careers");

        // Then
        assertThat(listing).isInstanceOf(Listing.Complete.class);
        assertThat(listing.postings()).hasSize(2);
        assertThat(server.requests)
                .containsExactlyInAnyOrder(
                        "GET /careers", "GET /robots.txt", "GET /sitemap.xml", "GET /careers/cook", "GET /en/jobs/2");
    }

    @ParameterizedTest
    @CsvSource({"404, true", "410, true", "403, false", "500, false"})
    void aPageThatIsGoneIsNoPostingAndOneThatIsRefusedMayBe(int status, boolean complete) {
        // Given
        page("/careers", "");
        text("/sitemap.xml", urls("/careers/cook", "/careers/waiter"));
        posting("/careers/cook", "Cook");
        statuses.put("/careers/waiter", status);

        // When
        var listing = fetch("/careers");

        // Then
        assertThat(listing.postings()).hasSize(1);
        assertThat(listing instanceof Listing.Complete).isEqualTo(complete);
    }

    @Test
    void isPartialWhereAPageHasSuddenlyLostItsDescription() {
        // Given
        page("/careers", "");
        text("/sitemap.xml", urls("/careers/jobs/1", "/careers/jobs/2", "/careers/benefits"));
        posting("/careers/jobs/1", "Cook");
        page("/careers/jobs/2", "Loading");
        page("/careers/benefits", "Lunch");

        // Then
        assertPartial(fetch("/careers"), Code.NOT_LISTED, 1);

        // When
        posting("/careers/jobs/2", "Waiter");

        // Then
        assertThat(fetch("/careers")).isInstanceOf(Listing.Complete.class);
    }

    @Test
    void isPartialWhereASitemapIsCutOffOrCannotBeRead() {
        // Given
        page("/careers", "");
        posting("/careers/cook", "Cook");
        var whole = urls("/careers/cook", "/careers/waiter");

        // When
        text("/sitemap.xml", whole.substring(0, whole.length() - 40));
        var cutOff = fetch("/careers");
        text("/sitemap.xml", index("/a.xml", "/b.xml"));
        text("/a.xml", urls("/careers/cook"));
        var lacking = fetch("/careers");

        // Then
        assertPartial(cutOff, Code.NOT_LISTED, 1);
        assertPartial(lacking, Code.NOT_LISTED, 1);
    }

    @Test
    void readsWhatAListOnThePageLinksTo() {
        // Given
        page(
                "/jobs",
                script(
                        """
                        {"@type":"ItemList","itemListElement":[
                        {"@type":"ListItem","position":1,"url":"/p/1"},{"@type":"ListItem","position":2,"item":"/p/2"},
                        "/p/3",{"@type":"ListItem","url":"https://example.org/p/4"}]}\
                        """));
        IntStream.rangeClosed(1, 3).forEach(n -> posting("/p/" + n, "Cook " + n));

        // When
        var listing = fetch("/jobs");

        // Then: a list is not known to be all there is
        assertPartial(listing, Code.NOT_LISTED, 3);
    }

    @Test
    void followsLinksFromListToListAndTurnsPages() {
        // Given
        page(
                "/jobs",
                "<a href='/jobs/kitchen'>Kitchen</a><a href='/imprint'>Imprint</a><a href='mailto:a@example.org'>Mail</a>"
                        + "<a href='https://example.org/jobs/9'>Elsewhere</a><a href='#top'>Top</a>"
                        + "<a rel=next href='/jobs?page=2'>More</a>");
        page("/jobs?page=2", "<a href='/jobs/3'>Host</a><a rel=next href='/jobs?page=2'>Again</a>");
        page("/jobs/kitchen", "<a href='/jobs/1'>Cook</a><a href='/jobs/2'>Waiter</a><a href='/jobs'>Back</a>");
        IntStream.rangeClosed(1, 3).forEach(n -> posting("/jobs/" + n, "Cook " + n));

        // When
        var listing = fetch("/jobs");

        // Then
        assertPartial(listing, Code.NOT_LISTED, 3);
        assertThat(server.requests).doesNotContain("GET /imprint").doesNotHaveDuplicates();
    }

    @Test
    void readsNoMorePagesThanAllowed() {
        // Given: the settings allow 30
        page("/careers", "");
        var addresses = IntStream.range(0, 40).mapToObj(n -> "/careers/" + n).toArray(String[]::new);
        text("/sitemap.xml", urls(addresses));
        Stream.of(addresses).forEach(address -> posting(address, "Cook"));

        // When
        var listing = fetch("/careers");

        // Then
        assertPartial(listing, Code.INCOMPLETE_PAGES, 30);
        assertThat(server.requests).hasSize(33);
    }

    @Test
    void checksEveryAddressThatItFinds() {
        // Given
        var port = server.address().getPort();
        text(
                "/sitemap.xml",
                "<urlset><url><loc>http://inner.careers.example:%d/jobs/1</loc></url></urlset>".formatted(port));
        page("/jobs", "");
        PageAddresses addresses =
                (host, at) ->
                        host.equals("inner.careers.example")
                                ? Uni.createFrom().failure(new FetchException(Code.DENIED_ADDRESS, "It is ours."))
                                : StandIn.loopback(host, at);

        // When
        var listing = server.fetch(Provider.JSON_LD, "http://careers.example:%d/jobs".formatted(port), addresses);

        // Then
        assertPartial(listing, Code.INCOMPLETE_PAGES, 0);
        assertThat(server.requests).doesNotContain("GET /jobs/1");
    }

    @Test
    void takesAPostingFromItsOwnPageRatherThanFromOneThatShowsSeveral() {
        // Given
        page("/careers", "");
        text("/sitemap.xml", urls("/careers/1", "/careers/2"));
        page("/careers/1", script(json("Short", "/careers/2") + json("Cook", "/careers/1")));
        page("/careers/2", script(json("Whole", "/careers/2")));

        // Then
        assertThat(fetch("/careers").postings())
                .extracting(ListedPosting::title)
                .containsExactlyInAnyOrder("Whole", "Cook");
    }

    private Listing fetch(String path) {
        return server.fetch(Provider.JSON_LD, server.address() + path);
    }

    private void answer(HttpServerRequest request) {
        var body = files.get(request.uri());
        var status = statuses.getOrDefault(request.uri(), body == null ? 404 : 200);
        StandIn.answer(request, status, "text/html", body == null ? Buffer.buffer("<html></html>") : body);
    }

    private void text(String path, String content) {
        files.put(path, Buffer.buffer(content));
    }

    private void page(String path, String body) {
        text(path, "<html><body>" + body + "</body></html>");
    }

    private void posting(String path, String title) {
        page(path, script(json(title, path)));
    }

    private void packed(String path, String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(content.getBytes(StandardCharsets.UTF_8));
        }
        files.put(path, Buffer.buffer(bytes.toByteArray()));
    }

    private String urls(String... paths) {
        return "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>%s</urlset>"
                .formatted(entries("url", paths));
    }

    private String index(String... paths) {
        return "<sitemapindex>%s</sitemapindex>".formatted(entries("sitemap", paths));
    }

    private String entries(String name, String... paths) {
        return Stream.of(paths)
                .map(path -> "<%1$s><loc> %2$s%3$s </loc></%1$s>".formatted(name, server.address(), path))
                .collect(Collectors.joining());
    }

    private static String json(String title, String path) {
        return "{\"@type\":\"JobPosting\",\"title\":\"%s\",\"url\":\"%s\"}".formatted(title, path);
    }

    private static String script(String block) {
        return "<script type=\"application/ld+json\">" + block + "</script>";
    }

    private static void assertPartial(Listing listing, Code code, int postings) {
        assertThat(listing)
                .isInstanceOfSatisfying(
                        Listing.Partial.class, partial -> assertThat(partial.why().code()).isEqualTo(code));
        assertThat(listing.postings()).hasSize(postings);
    }
}
