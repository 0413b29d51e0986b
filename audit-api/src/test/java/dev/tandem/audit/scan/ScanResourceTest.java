package dev.tandem.audit.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.Answer;
import dev.tandem.common.testing.Endpoint;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What callers are answered; nothing runs the scans here.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class ScanResourceTest {

    private final String tenant = "tenant-" + UUID.randomUUID();

    @Test
    void acceptsAScanAndSaysWhereItIs() {
        var answer = post("{\"url\": \"https://example.org/\"}", null);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().text("status")).isEqualTo("PENDING");
        assertThat(answer.header("Location")).endsWith("/scans/" + answer.json().text("id"));
        var scan = get("/scans/" + answer.json().text("id"));
        assertThat(scan.json().text("url")).isEqualTo("https://example.org/");
        assertThat(scan.json().number("attempts")).isZero();
        assertThat(scan.json().text("createdAt")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|url",
                "{\"url\": null}|url",
                "{\"url\": \"\"}|url",
                "{\"url\": \"file:///etc/passwd\"}|url",
                "{\"url\": \"javascript:alert(1)\"}|url",
                "{\"url\": \"https://example.org\", \"engines\": [\"lynx\"]}|engines",
                "{\"url\": \"https://example.org\", \"engines\": []}|engines",
                "{\"url\": \"https://example.org\", \"engines\": \"AXE\"}|engines",
                "{\"url\": \"https://example.org\", \"device\": \"watch\"}|device",
                "{\"url\": \"https://example.org\", \"projectId\": \"1\"}|projectId",
                "{\"url\": \"https://example.org\", \"browser\": \"NETSCAPE\"}|browser",
                "{\"url\": \"https://example.org\", \"viewport\": {\"width\": 10, \"height\": 700}}|viewport",
                "{\"url\": \"https://example.org\", \"lighthouse\": {\"runs\": 2}}|lighthouse.runs",
                "{\"url\": \"https://example.org\", \"lighthouse\": {\"categories\": []}}|lighthouse.categories",
                "{\"url\": \"https://example.org\", \"priority\": 101}|priority",
                "{\"url\": \"https://example.org\", \"priority\": -101}|priority",
                "{\"url\": \"https://example.org\", \"priority\": 1.5}|priority",
                "{\"url\": \"https://example.org\", \"priority\": -2147483648}|priority",
                "{\"url\": \"https://example.org\", \"priority\": 99999999999}|priority",
                "{\"url\": \"https://example.org\", \"priority\": \"high\"}|priority",
                "{\"url\": \"https://example.org\", \"projectId\": \"00000000-0000-0000-0000-000000000000\"}|projectId"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        var answer = post(body, null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.json().text("errors[0].field")).isEqualTo(field);
    }

    @Test
    void refusesAnAddressOfThreeThousandCharacters() {
        var answer = post("{\"url\": \"https://example.org/" + "x".repeat(2980) + "\"}", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().text("errors[0].field")).isEqualTo("url");
        assertThat(post("", null).status()).isEqualTo(400);
        assertThat(post("{", null).json().text("code")).isEqualTo("MALFORMED_BODY");
    }

    @Test
    void keepsAndShowsHowThePageIsOpened() {
        var key = UUID.randomUUID().toString();
        var body =
                """
                {"url": "https://example.org/", "browser": "firefox", "viewport": {"width": 800, "height": 600},
                 "scroll": true, "lighthouse": {"categories": ["best-practices"], "runs": 3}}
                """;
        var id = post(body, key).json().required("id");

        var settings = get("/scans/" + id).json();
        assertThat(settings.text("settings.browser")).isEqualTo("FIREFOX");
        assertThat(settings.number("settings.viewport.width")).isEqualTo(800);
        assertThat(settings.flag("settings.scroll")).isTrue();
        assertThat(settings.flag("settings.blockTrackers")).isFalse();
        assertThat(settings.texts("settings.lighthouseCategories")).isEqualTo(List.of("best-practices"));
        assertThat(settings.number("settings.lighthouseRuns")).isEqualTo(3);
        assertThat(post(body.replace("true", "false"), key).status()).isEqualTo(422);
    }

    @Test
    void keepsAndShowsThePriority() {
        var key = UUID.randomUUID().toString();
        var answer = post("{\"url\": \"https://example.org/\", \"priority\": -100}", key);

        assertThat(answer.json().number("priority")).isEqualTo(-100);
        assertThat(get("/scans/" + answer.json().text("id")).json().number("priority")).isEqualTo(-100);
        assertThat(get("/scans").json().number("items[0].priority")).isEqualTo(-100);
        assertThat(post("{\"url\": \"https://example.org/\", \"priority\": 1}", key).status()).isEqualTo(422);
    }

    @Test
    void theSameKeyGivesTheSameScan() {
        var key = UUID.randomUUID().toString();
        var first = post("{\"url\": \"https://example.org/\"}", key);

        var again = post("{\"url\": \"https://example.org/\"}", key);
        var other = post("{\"url\": \"https://example.org/other\"}", key);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().text("id")).isEqualTo(first.json().text("id"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().text("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(get("/scans").json().items("items")).hasSize(1);
    }

    @Test
    void cancelsAWaitingScanAtOnce() {
        var id = post("{\"url\": \"https://example.org/\"}", null).json().required("id");

        var cancelled = authenticated().delete("/scans/" + id);

        assertThat(cancelled.json().text("status")).isEqualTo("CANCELLED");
        assertThat(authenticated().delete("/scans/" + id).status()).isEqualTo(409);
    }

    @Test
    void pagesThroughTheScansNewestFirst() {
        var created = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            created.addFirst(post("{\"url\": \"https://example.org/" + i + "\"}", null).json().required("id"));
        }

        var listed = new ArrayList<String>();
        for (String cursor = ""; cursor != null; ) {
            var page = get("/scans?limit=2&cursor=" + cursor).json();
            listed.addAll(page.texts("items", "id"));
            cursor = page.text("next");
        }

        assertThat(listed).isEqualTo(created);
        assertThat(get("/scans?cursor=nonsense").status()).isEqualTo(400);
        assertThat(get("/scans?limit=0").status()).isEqualTo(400);
    }

    @Test
    void showsAScanToItsOwnTenantAlone() {
        var id = post("{\"url\": \"https://example.org/\"}", null).json().required("id");
        var stranger = Request.bearer(TestTokens.admin("stranger"));

        for (var path : List.of("/scans/" + id, "/scans/" + id + "/issues", "/scans/" + id + "/events")) {
            var answer = stranger.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.json().text("code")).isEqualTo("SCAN_NOT_FOUND");
        }
        assertThat(stranger.delete("/scans/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/scans").json().texts("items", "id")).doesNotContain(id);
        assertThat(get("/scans/" + id).json().text("status")).isEqualTo("PENDING");
    }

    @Test
    void everyAddressOfTheApiIsClosed() {
        assertThat(Endpoint.all())
                .extracting(Endpoint::path)
                .contains("/scans", "/scans/{id}", "/scans/{id}/issues", "/scans/{id}/events");
        for (var endpoint : Endpoint.all()) {
            assertThat(endpoint.toAStranger().status()).as(endpoint.toString()).isEqualTo(401);
        }
    }

    @Test
    void keepsReadersFromWriting() {
        var reader = Request.bearer(TestTokens.scoped("audit:read")).header("Content-Type", "application/json");

        assertThat(reader.get("/scans").status()).isEqualTo(200);
        assertThat(reader.body("{\"url\": \"https://example.org/\"}").post("/scans").status()).isEqualTo(403);
        assertThat(Request.bearer(TestTokens.scoped("jobs:read")).get("/scans").status()).isEqualTo(403);
    }

    private Answer post(String body, @Nullable String key) {
        var request = authenticated().body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/scans");
    }

    private Answer get(String path) {
        return authenticated().get(path);
    }

    private Request authenticated() {
        return Request.bearer(TestTokens.admin(tenant));
    }
}
