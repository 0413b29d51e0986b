package dev.tandem.audit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.audit.scan.Api;
import dev.tandem.audit.scan.NoWorker;
import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Batches of a sitemap, which a server on loopback has.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class SitemapBatchTest {

    @Inject Pool pool;

    private final Api api = Api.newTenant();
    private SitemapSite site;

    @BeforeEach
    void start() throws IOException {
        site = new SitemapSite();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void auditsThePagesOfASitemapAndNoneOfAnotherHost() {
        site.put(
                "/sitemap.xml",
                SitemapSite.urlset(
                        site.url("/a"), site.url("/b"), "https://elsewhere.example/c", site.url("/a"), "nonsense"));

        var batch = read("/sitemap.xml");

        assertThat(batch.text("status")).isEqualTo("PENDING");
        assertThat(batch.text("sitemap")).isEqualTo(site.url("/sitemap.xml"));
        assertThat(urls(batch)).containsExactly(site.url("/a"), site.url("/b"));
        assertThat(batch.number("rejected")).isEqualTo(2);
        assertThat(batch.text("rejections[0].reason")).contains("another host");
        assertThat(batch.number("options.priority")).isEqualTo(9);
    }

    @Test
    void followsAnIndexAndUnpacks() throws IOException {
        site.put(
                "/sitemap.xml",
                SitemapSite.index(
                        site.url("/1.xml.gz"), site.url("/gone.xml"), site.url("/2.xml"), "https://x.example/3.xml"));
        site.putPacked("/1.xml.gz", SitemapSite.urlset(site.url("/a")));
        site.put("/2.xml", SitemapSite.urlset(site.url("/b")));

        var batch = read("/sitemap.xml");

        assertThat(urls(batch)).containsExactly(site.url("/a"), site.url("/b"));
        assertThat(batch.texts("rejections", "url"))
                .containsExactlyInAnyOrder(site.url("/gone.xml"), "https://x.example/3.xml");
    }

    @Test
    void followsNoIndexWithinAnIndex() {
        site.put("/sitemap.xml", SitemapSite.index(site.url("/1.xml"), site.url("/2.xml")));
        site.put("/1.xml", SitemapSite.index(site.url("/sitemap.xml")));
        site.put("/2.xml", SitemapSite.urlset(site.url("/b")));

        var batch = read("/sitemap.xml");

        assertThat(urls(batch)).containsExactly(site.url("/b"));
        assertThat(batch.text("rejections[0].reason")).contains("index within an index");
    }

    @Test
    void followsRedirects() {
        site.redirect("/sitemap.xml", "/moved.xml");
        site.put("/moved.xml", SitemapSite.urlset(site.url("/a")));

        assertThat(urls(read("/sitemap.xml"))).containsExactly(site.url("/a"));
    }

    @ParameterizedTest
    @CsvSource({
        "/private.xml, SITEMAP_DENIED, http://10.0.0.1/sitemap.xml",
        "/metadata.xml, SITEMAP_DENIED, http://169.254.169.254/latest/",
        "/port.xml, SITEMAP_DENIED, http://127.0.0.1:22/",
        "/file.xml, SITEMAP_REFUSED, file:///etc/passwd",
        "/loop.xml, SITEMAP_REFUSED, /loop.xml",
        "/nowhere.xml, SITEMAP_REFUSED, /there-is-none.xml"
    })
    void isLedNowhereItMayNotGo(String path, String code, String target) {
        site.redirect(path, target);

        assertFailed(read(path), code);
    }

    @Test
    void reachesNoPrivateAddress() {
        var id = ask("http://192.168.1.1/sitemap.xml");

        assertFailed(ended(id), "SITEMAP_DENIED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html></html>|SITEMAP_MALFORMED",
                "<urlset><url><loc>SITE/a</loc></url>|SITEMAP_MALFORMED",
                "<urlset></urlset>|SITEMAP_EMPTY",
                "<!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><urlset><url><loc>SITE/&x;</loc></url></urlset>|SITEMAP_MALFORMED"
            })
    void keepsNothingOfWhatIsNoSitemap(String file, String code) {
        site.put("/sitemap.xml", file.replace("SITE", site.url("")));

        assertFailed(read("/sitemap.xml"), code);
    }

    @Test
    void readsNoFileThatUnpacksToMoreThanItMay() throws IOException {
        var entry = "<url><loc>https://x.example/</loc><changefreq>" + " ".repeat(100_000) + "</changefreq></url>";
        site.putPacked("/sitemap.xml", "<urlset>" + entry.repeat(600) + "</urlset>");

        assertFailed(read("/sitemap.xml"), "SITEMAP_TOO_LARGE");
    }

    @Test
    void keepsNothingOfASitemapThatNamesTooManyPages() {
        site.put(
                "/sitemap.xml",
                SitemapSite.urlset(IntStream.range(0, 10_001).mapToObj(i -> site.url("/" + i)).toArray(String[]::new)));

        assertFailed(read("/sitemap.xml"), "BATCH_TOO_LARGE");
    }

    @Test
    void runsNothingWhileTheSitemapIsRead() throws IOException {
        site.put("/sitemap.xml", SitemapSite.index(site.url("/1.xml"), site.url("/slow.xml")));
        site.put(
                "/1.xml",
                SitemapSite.urlset(IntStream.range(0, 600).mapToObj(i -> site.url("/" + i)).toArray(String[]::new)));
        site.put("/slow.xml", SitemapSite.urlset(site.url("/last")));

        var id = ask(site.url("/sitemap.xml"));

        await().untilAsserted(() -> assertThat(held(id)).isEqualTo(500));
        assertThat(api.get("/batches/" + id).json().text("status")).isEqualTo("READING");
        site.goOn();
        assertThat(ended(id).number("counts.total")).isEqualTo(601);
        assertThat(held(id)).isZero();
    }

    @Test
    void stopsReadingWhatIsCancelled() {
        site.put("/sitemap.xml", SitemapSite.index(site.url("/1.xml"), site.url("/slow.xml")));
        site.put(
                "/1.xml",
                SitemapSite.urlset(IntStream.range(0, 600).mapToObj(i -> site.url("/" + i)).toArray(String[]::new)));
        site.put("/slow.xml", SitemapSite.urlset(site.url("/last")));
        var id = ask(site.url("/sitemap.xml"));
        await().untilAsserted(() -> assertThat(held(id)).isEqualTo(500));

        var cancelled = api.authenticated().delete("/batches/" + id).json();
        site.goOn();

        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(held(id)).isZero();
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(api.get("/batches/" + id).json().text("status")).isEqualTo("CANCELLED");
                    assertThat(api.get("/batches/" + id + "/scans").json().items("items")).isEmpty();
                });
    }

    private void assertFailed(Json batch, String code) {
        assertThat(batch.text("error.code")).as(batch.toString()).isEqualTo(code);
        assertThat(batch.text("status")).isEqualTo("FAILED");
        assertThat(batch.text("error.message")).endsWith(".");
        assertThat(batch.number("counts.total")).isZero();
    }

    private Json read(String path) {
        site.goOn();
        return ended(ask(site.url(path)));
    }

    private String ask(String sitemap) {
        var answer = api.post("/batches", "{\"sitemap\": \"" + sitemap + "\", \"priority\": 9}");
        assertThat(answer.status()).isEqualTo(202);
        return answer.json().required("id");
    }

    private Json ended(String id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !"READING".equals(api.get("/batches/" + id).json().text("status")));
        return api.get("/batches/" + id).json();
    }

    private List<String> urls(Json batch) {
        return api.get("/batches/" + batch.text("id") + "/scans").json().texts("items", "url");
    }

    private int held(String id) {
        return Integer.parseInt(
                Api.value(
                        pool,
                        "select count(*) from scan where batch_id = $1 and held_by like 'batch:%'",
                        UUID.fromString(id)));
    }
}
