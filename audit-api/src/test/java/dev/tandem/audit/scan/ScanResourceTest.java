package dev.tandem.audit.scan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getString("status")).isEqualTo("PENDING");
        assertThat(answer.header("Location")).endsWith("/scans/" + answer.jsonPath().getString("id"));
        var scan = get("/scans/" + answer.jsonPath().getString("id"));
        assertThat(scan.jsonPath().getString("url")).isEqualTo("https://example.org/");
        assertThat(scan.jsonPath().getInt("attempts")).isZero();
        assertThat(scan.jsonPath().getString("createdAt")).isNotBlank();
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

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo(field);
    }

    @Test
    void refusesAnAddressOfThreeThousandCharacters() {
        var answer = post("{\"url\": \"https://example.org/" + "x".repeat(2980) + "\"}", null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo("url");
        assertThat(post("", null).statusCode()).isEqualTo(400);
        assertThat(post("{", null).jsonPath().getString("code")).isEqualTo("MALFORMED_BODY");
    }

    @Test
    void keepsAndShowsHowThePageIsOpened() {
        var key = UUID.randomUUID().toString();
        var body =
                """
                {"url": "https://example.org/", "browser": "firefox", "viewport": {"width": 800, "height": 600},
                 "scroll": true, "lighthouse": {"categories": ["best-practices"], "runs": 3}}
                """;
        var id = post(body, key).jsonPath().getString("id");

        var settings = get("/scans/" + id).jsonPath();
        assertThat(settings.getString("settings.browser")).isEqualTo("FIREFOX");
        assertThat(settings.getInt("settings.viewport.width")).isEqualTo(800);
        assertThat(settings.getBoolean("settings.scroll")).isTrue();
        assertThat(settings.getBoolean("settings.blockTrackers")).isFalse();
        assertThat(settings.getList("settings.lighthouseCategories")).isEqualTo(List.of("best-practices"));
        assertThat(settings.getInt("settings.lighthouseRuns")).isEqualTo(3);
        assertThat(post(body.replace("true", "false"), key).statusCode()).isEqualTo(422);
    }

    @Test
    void keepsAndShowsThePriority() {
        var key = UUID.randomUUID().toString();
        var answer = post("{\"url\": \"https://example.org/\", \"priority\": -100}", key);

        assertThat(answer.jsonPath().getInt("priority")).isEqualTo(-100);
        assertThat(get("/scans/" + answer.jsonPath().getString("id")).jsonPath().getInt("priority")).isEqualTo(-100);
        assertThat(get("/scans").jsonPath().getInt("items[0].priority")).isEqualTo(-100);
        assertThat(post("{\"url\": \"https://example.org/\", \"priority\": 1}", key).statusCode()).isEqualTo(422);
    }

    @Test
    void theSameKeyGivesTheSameScan() {
        var key = UUID.randomUUID().toString();
        var first = post("{\"url\": \"https://example.org/\"}", key);

        var again = post("{\"url\": \"https://example.org/\"}", key);
        var other = post("{\"url\": \"https://example.org/other\"}", key);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.jsonPath().getString("id")).isEqualTo(first.jsonPath().getString("id"));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(get("/scans").jsonPath().getList("items")).hasSize(1);
    }

    @Test
    void cancelsAWaitingScanAtOnce() {
        var id = post("{\"url\": \"https://example.org/\"}", null).jsonPath().getString("id");

        var cancelled = authenticated().delete("/scans/" + id);

        assertThat(cancelled.jsonPath().getString("status")).isEqualTo("CANCELLED");
        assertThat(authenticated().delete("/scans/" + id).statusCode()).isEqualTo(409);
    }

    @Test
    void pagesThroughTheScansNewestFirst() {
        var created = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            created.addFirst(post("{\"url\": \"https://example.org/" + i + "\"}", null).jsonPath().getString("id"));
        }

        var listed = new ArrayList<String>();
        for (String cursor = ""; cursor != null; ) {
            var page = get("/scans?limit=2&cursor=" + cursor).jsonPath();
            listed.addAll(page.getList("items.id", String.class));
            cursor = page.getString("next");
        }

        assertThat(listed).isEqualTo(created);
        assertThat(get("/scans?cursor=nonsense").statusCode()).isEqualTo(400);
        assertThat(get("/scans?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void showsAScanToItsOwnTenantAlone() {
        var id = post("{\"url\": \"https://example.org/\"}", null).jsonPath().getString("id");
        var stranger = given().auth().oauth2(TestTokens.admin("stranger"));

        for (var path : List.of("/scans/" + id, "/scans/" + id + "/issues", "/scans/" + id + "/events")) {
            var answer = stranger.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.jsonPath().getString("code")).isEqualTo("SCAN_NOT_FOUND");
        }
        assertThat(stranger.delete("/scans/" + id).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/scans").jsonPath().getList("items.id")).doesNotContain(id);
        assertThat(get("/scans/" + id).jsonPath().getString("status")).isEqualTo("PENDING");
    }

    @Test
    void everyAddressOfTheApiIsClosed() {
        var document = given().accept("application/json").get("/q/openapi").jsonPath();
        Map<String, Map<String, Object>> paths = document.getMap("paths");

        assertThat(paths).containsKeys("/scans", "/scans/{id}", "/scans/{id}/issues", "/scans/{id}/events");
        paths.forEach((path, methods) ->
                methods.keySet().stream()
                        .filter(method -> List.of("get", "post", "put", "patch", "delete").contains(method))
                        .forEach(method ->
                                assertThat(
                                                given().contentType("application/json")
                                                        .request(
                                                                method,
                                                                path.replaceAll(
                                                                        "\\{[^}]+}", UUID.randomUUID().toString()))
                                                        .statusCode())
                                        .as(method + " " + path)
                                        .isEqualTo(401)));
    }

    @Test
    void keepsReadersFromWriting() {
        var reader = given().auth().oauth2(TestTokens.scoped("audit:read")).contentType("application/json");

        assertThat(reader.get("/scans").statusCode()).isEqualTo(200);
        assertThat(reader.body("{\"url\": \"https://example.org/\"}").post("/scans").statusCode()).isEqualTo(403);
        assertThat(given().auth().oauth2(TestTokens.scoped("jobs:read")).get("/scans").statusCode()).isEqualTo(403);
    }

    private Response post(String body, @Nullable String key) {
        var request = authenticated().contentType("application/json").body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/scans");
    }

    private Response get(String path) {
        return authenticated().get(path);
    }

    private RequestSpecification authenticated() {
        return given().auth().oauth2(TestTokens.admin(tenant));
    }
}
