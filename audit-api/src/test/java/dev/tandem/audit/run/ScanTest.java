package dev.tandem.audit.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole way: POST, row, hint, claim, browser, engines, result.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class ScanTest {

    /// What is enough where no score is asked for.
    private static final Map<String, ?> SEO = Map.of("categories", List.of("seo"));

    private static Site site;

    @BeforeAll
    static void openSite() throws IOException {
        site = new Site();
    }

    @AfterAll
    static void closeSite() {
        site.close();
    }

    @Test
    void findsTheFourBarriersAndAScore() {
        var scan = scan(Map.of("url", site.url("/barriers"), "lighthouse", SEO));

        assertThat(scan.getString("status")).as(scan.prettify()).isEqualTo("COMPLETED");
        var issues = issues(scan.getString("id"));
        assertThat(issues.getList("items.code", String.class))
                .containsExactlyInAnyOrder("image-alt", "button-name", "label", "color-contrast");
        assertThat(issues.getList("items.fingerprint", String.class))
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(issues.getList("items.find { it.code == 'image-alt' }.successCriteria")).isEqualTo(List.of("1.1.1"));
        assertThat(issues.getList("items.find { it.code == 'color-contrast' }.successCriteria"))
                .isEqualTo(List.of("1.4.3"));
        assertThat(issues.getString("items[0].severity")).isEqualTo("CRITICAL");
        assertThat(scan.getInt("summary.issues")).isEqualTo(4);
        assertThat(scan.getBoolean("summary.clean")).isFalse();
        assertThat(scan.getMap("lighthouse.scores", String.class, Integer.class))
                .containsOnlyKeys("seo")
                .doesNotContainValue(null);
        assertThat(scan.getString("receipt.verdict")).isEqualTo("SEEN");
        assertThat(scan.getInt("attempts")).isEqualTo(1);
        assertThat(issues(rescan("/barriers")).getList("items.fingerprint"))
                .as("the same barriers have the same fingerprints")
                .isEqualTo(issues.getList("items.fingerprint"));
    }

    private String rescan(String path) {
        return scan(axe(path)).getString("id");
    }

    @Test
    void callsAPageCleanOnlyWhenItWasSeen() {
        var clean = scan(axe("/moved"));
        assertThat(clean.getBoolean("summary.clean")).isTrue();
        assertThat(clean.getString("receipt.finalUrl")).isEqualTo(site.url("/clean"));
        assertThat(clean.getList("receipt.redirects")).isEqualTo(List.of(site.url("/moved")));

        var others = new LinkedHashMap<String, String>();
        others.put(start(axe("/missing")), "ERROR_PAGE");
        others.put(start(axe("/empty")), "EMPTY_PAGE");
        others.put(start(axe("/data.json")), "NOT_HTML");
        others.forEach((id, verdict) -> {
            var scan = end(id);
            assertThat(scan.getString("receipt.verdict")).as(scan.prettify()).isEqualTo(verdict);
            assertThat(scan.getBoolean("summary.clean")).isFalse();
        });
    }

    @Test
    void saysInASentenceWhyAPageCannotBeAudited() {
        var codes = new LinkedHashMap<String, String>();
        codes.put("http://127.0.0.1:1/", "UNSAFE_PORT");
        codes.put("http://127.0.0.1:9/", "UNSAFE_PORT");
        codes.put("http://10.1.2.3/", "ADDRESS_NOT_ALLOWED");
        codes.put("http://nowhere.invalid/", "DNS_NAME_NOT_FOUND");
        codes.put(site.url("/file.zip"), "NOT_A_PAGE");
        codes.put(site.url("/loop"), "REDIRECT_LOOP");

        var scans = new LinkedHashMap<String, String>();
        codes.forEach((url, code) -> scans.put(start(Map.of("url", url, "engines", List.of("AXE"))), code));

        scans.forEach((id, code) -> assertFailed(end(id), code, 1));
    }

    private static void assertFailed(JsonPath scan, String code, int attempts) {
        assertThat(scan.getString("status")).as(scan.prettify()).isEqualTo("FAILED");
        assertThat(scan.getString("error.code")).as(scan.prettify()).isEqualTo(code);
        assertThat(scan.getString("error.message")).endsWith(".").doesNotContain("net::", "Exception", "Call log");
        assertThat(scan.getInt("attempts")).isEqualTo(attempts);
        assertThat(issues(scan.getString("id")).getList("items")).isEmpty();
    }

    @Test
    void cancelsARunningScanAndItsBrowser() throws Exception {
        var id = start(axe("/slow"));
        site.visits("/slow").acquire();

        assertThat(given().auth().oauth2(TestTokens.admin()).delete("/scans/" + id).statusCode()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(10)).until(() -> get(id).getString("status").equals("CANCELLED"));
        var again = given().auth().oauth2(TestTokens.admin()).delete("/scans/" + id);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.jsonPath().getString("code")).isEqualTo("SCAN_IS_OVER");
    }

    @Test
    void tellsFollowersWhatHappensUntilItIsDone() {
        var id = start(axe("/clean"));

        var events = given().auth().oauth2(TestTokens.admin()).get("/scans/" + id + "/events").asString();

        assertThat(events.lines().filter(line -> line.startsWith("event:")).map(line -> line.substring(6).strip()))
                .startsWith("queued")
                .contains("started", "phase")
                .endsWith("done");
        assertThat(events).contains("\"status\":\"COMPLETED\"", "\"phase\":\"AXE\"", "\"state\":\"SUCCEEDED\"");
    }

    @Test
    void letsFollowersGoAtOnceWhenItIsOver() {
        var id = start(axe("/missing"));
        end(id);
        var begun = System.nanoTime();

        var events = given().auth().oauth2(TestTokens.admin()).get("/scans/" + id + "/events").asString();

        assertThat(events).contains("event:done");
        // The row is looked at again every two seconds, which must not be waited for.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1_500));
    }

    @Test
    void aKilledBrowserEndsInASentenceAndTheNextScanWorks() throws Exception {
        var id = start(axe("/slow"));
        for (var attempt = 1; attempt <= 3; attempt++) {
            assertThat(site.visits("/slow").tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            assertThat(kill("playwright_chromiumdev_profile")).isPositive();
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> get(id).getString("status").equals("FAILED"));

        var scan = get(id);
        assertThat(scan.getString("error.code")).as(scan.prettify()).isEqualTo("BROWSER_GONE");
        assertThat(scan.getString("error.message")).isEqualTo("The browser ended while it was auditing the page.");
        assertThat(scan.getInt("attempts")).isEqualTo(3);
        assertThat(scan(axe("/clean")).getString("status")).isEqualTo("COMPLETED");
    }

    @Test
    void aKilledLighthouseWorkerLosesNothingButItsOwnResult() throws Exception {
        var id = start(Map.of("url", site.url("/counted"), "lighthouse", SEO));
        // axe's browser, Lighthouse's, and the one who asked whether there is a page.
        assertThat(site.visits("/counted").tryAcquire(3, 60, TimeUnit.SECONDS)).isTrue();
        assertThat(kill("lighthouse-worker.mjs")).isPositive();
        await().atMost(Duration.ofSeconds(90)).until(() -> get(id).getString("status").equals("COMPLETED"));

        var scan = get(id);
        assertThat(scan.getString("engines.find { it.engine == 'AXE' }.outcome")).isEqualTo("SUCCEEDED");
        assertThat(scan.getString("engines.find { it.engine == 'LIGHTHOUSE' }.outcome")).isEqualTo("FAILED");
        assertThat(scan.getString("engines.find { it.engine == 'LIGHTHOUSE' }.error.message")).endsWith(".");
        assertThat(scan.getString("engines.find { it.engine == 'LIGHTHOUSE' }.error.code")).startsWith("LIGHTHOUSE_");
        assertThat(scan.getInt("summary.issues")).isEqualTo(4);
        assertThat(scan.getMap("lighthouse")).isNull();
        var next = scan(Map.of("url", site.url("/clean"), "engines", List.of("LIGHTHOUSE"), "lighthouse", SEO));
        assertThat(next.getMap("lighthouse.scores")).as(next.prettify()).isNotEmpty();
    }

    /// Kills this JVM's own descendants with that word in their command, and nobody else's.
    private static long kill(String word) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> commandOf(process).contains(word) && !commandOf(process).contains("--type="))
                .filter(ProcessHandle::destroyForcibly)
                .count();
    }

    private static String commandOf(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    private Map<String, Object> axe(String path) {
        return Map.of("url", site.url(path), "engines", List.of("axe"));
    }

    private static JsonPath scan(Map<String, ?> body) {
        return end(start(body));
    }

    private static JsonPath end(String id) {
        await().atMost(Duration.ofSeconds(90)).until(() -> !get(id).getString("status").matches("PENDING|PROCESSING"));
        return get(id);
    }

    private static String start(Map<String, ?> body) {
        var answer =
                given().auth().oauth2(TestTokens.admin()).contentType("application/json").body(body).post("/scans");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        var id = answer.jsonPath().getString("id");
        assertThat(answer.header("Location")).endsWith("/scans/" + id);
        return id;
    }

    private static JsonPath get(String id) {
        return given().auth().oauth2(TestTokens.admin()).get("/scans/" + id).jsonPath();
    }

    private static JsonPath issues(String id) {
        return given().auth().oauth2(TestTokens.admin()).get("/scans/" + id + "/issues").jsonPath();
    }
}
