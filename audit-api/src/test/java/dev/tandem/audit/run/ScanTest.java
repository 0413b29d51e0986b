package dev.tandem.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

        assertThat(scan.text("status")).as(scan.toString()).isEqualTo("COMPLETED");
        var issues = issues(scan.required("id"));
        assertThat(issues.texts("items", "code"))
                .containsExactlyInAnyOrder("image-alt", "button-name", "label", "color-contrast");
        assertThat(issues.texts("items", "fingerprint"))
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(issues.item("items", "code", "image-alt").texts("successCriteria")).isEqualTo(List.of("1.1.1"));
        assertThat(issues.item("items", "code", "color-contrast").texts("successCriteria")).isEqualTo(List.of("1.4.3"));
        assertThat(issues.text("items[0].severity")).isEqualTo("CRITICAL");
        assertThat(scan.number("summary.issues")).isEqualTo(4);
        assertThat(scan.flag("summary.clean")).isFalse();
        assertThat(scan.map("lighthouse.scores"))
                .containsOnlyKeys("seo")
                .allSatisfy((category, score) -> assertThat(score).isInstanceOf(Integer.class));
        assertThat(scan.text("receipt.verdict")).isEqualTo("SEEN");
        assertThat(scan.number("attempts")).isEqualTo(1);
        assertThat(issues(rescan("/barriers")).texts("items", "fingerprint"))
                .as("the same barriers have the same fingerprints")
                .isEqualTo(issues.texts("items", "fingerprint"));
    }

    private String rescan(String path) {
        return scan(axe(path)).required("id");
    }

    @Test
    void callsAPageCleanOnlyWhenItWasSeen() {
        var clean = scan(axe("/moved"));
        assertThat(clean.flag("summary.clean")).isTrue();
        assertThat(clean.text("receipt.finalUrl")).isEqualTo(site.url("/clean"));
        assertThat(clean.texts("receipt.redirects")).isEqualTo(List.of(site.url("/moved")));

        var others = new LinkedHashMap<String, String>();
        others.put(start(axe("/missing")), "ERROR_PAGE");
        others.put(start(axe("/empty")), "EMPTY_PAGE");
        others.put(start(axe("/data.json")), "NOT_HTML");
        others.forEach((id, verdict) -> {
            var scan = end(id);
            assertThat(scan.text("receipt.verdict")).as(scan.toString()).isEqualTo(verdict);
            assertThat(scan.flag("summary.clean")).isFalse();
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

    private static void assertFailed(Json scan, String code, int attempts) {
        assertThat(scan.text("status")).as(scan.toString()).isEqualTo("FAILED");
        assertThat(scan.text("error.code")).as(scan.toString()).isEqualTo(code);
        assertThat(scan.text("error.message")).endsWith(".").doesNotContain("net::", "Exception", "Call log");
        assertThat(scan.number("attempts")).isEqualTo(attempts);
        assertThat(issues(scan.required("id")).items("items")).isEmpty();
    }

    @Test
    void cancelsARunningScanAndItsBrowser() throws Exception {
        var id = start(axe("/slow"));
        site.visits("/slow").acquire();

        assertThat(Request.bearer(TestTokens.admin()).delete("/scans/" + id).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(10)).until(() -> get(id).required("status").equals("CANCELLED"));
        var again = Request.bearer(TestTokens.admin()).delete("/scans/" + id);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().text("code")).isEqualTo("SCAN_IS_OVER");
    }

    @Test
    void tellsFollowersWhatHappensUntilItIsDone() {
        var id = start(axe("/clean"));

        var events = Request.bearer(TestTokens.admin()).get("/scans/" + id + "/events").text();

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

        var events = Request.bearer(TestTokens.admin()).get("/scans/" + id + "/events").text();

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
        await().atMost(Duration.ofSeconds(90)).until(() -> get(id).required("status").equals("FAILED"));

        var scan = get(id);
        assertThat(scan.text("error.code")).as(scan.toString()).isEqualTo("BROWSER_GONE");
        assertThat(scan.text("error.message")).isEqualTo("The browser ended while it was auditing the page.");
        assertThat(scan.number("attempts")).isEqualTo(3);
        assertThat(scan(axe("/clean")).text("status")).isEqualTo("COMPLETED");
    }

    @Test
    void aKilledLighthouseWorkerLosesNothingButItsOwnResult() throws Exception {
        var id = start(Map.of("url", site.url("/counted"), "lighthouse", SEO));
        // axe's browser, Lighthouse's, and the one who asked whether there is a page.
        assertThat(site.visits("/counted").tryAcquire(3, 60, TimeUnit.SECONDS)).isTrue();
        assertThat(kill("lighthouse-worker.mjs")).isPositive();
        await().atMost(Duration.ofSeconds(90)).until(() -> get(id).required("status").equals("COMPLETED"));

        var scan = get(id);
        assertThat(scan.item("engines", "engine", "AXE").text("outcome")).isEqualTo("SUCCEEDED");
        var lighthouse = scan.item("engines", "engine", "LIGHTHOUSE");
        assertThat(lighthouse.text("outcome")).isEqualTo("FAILED");
        assertThat(lighthouse.text("error.message")).endsWith(".");
        assertThat(lighthouse.text("error.code")).startsWith("LIGHTHOUSE_");
        assertThat(scan.number("summary.issues")).isEqualTo(4);
        assertThat(scan.has("lighthouse")).isFalse();
        var next = scan(Map.of("url", site.url("/clean"), "engines", List.of("LIGHTHOUSE"), "lighthouse", SEO));
        assertThat(next.map("lighthouse.scores")).as(next.toString()).isNotEmpty();
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

    private static Json scan(Map<String, ?> body) {
        return end(start(body));
    }

    private static Json end(String id) {
        await().atMost(Duration.ofSeconds(90)).until(() -> !get(id).required("status").matches("PENDING|PROCESSING"));
        return get(id);
    }

    private static String start(Map<String, ?> body) {
        var answer = Request.bearer(TestTokens.admin()).body(body).post("/scans").expect(202);
        var id = answer.json().required("id");
        assertThat(answer.header("Location")).endsWith("/scans/" + id);
        return id;
    }

    private static Json get(String id) {
        return Request.bearer(TestTokens.admin()).get("/scans/" + id).json();
    }

    private static Json issues(String id) {
        return Request.bearer(TestTokens.admin()).get("/scans/" + id + "/issues").json();
    }
}
