package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody does who has just typed `./up`: an audit and a poll, over HTTP, with the real services.
class MainJobTest {

    private static final Path ROOT = Path.of(System.getProperty("tandem.root", "../.."));
    private static final String DATA = System.getenv("TANDEM_DATA");
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    @TempDir static Path folder;

    private static Neighbourhood neighbourhood;
    private static Installation installation;
    private static String token;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void up() throws Exception {
        for (var service : List.of("audit-api", "job-api")) {
            assumeTrue(
                    Files.exists(ROOT.resolve(service + "/target/quarkus-app/quarkus-run.jar")),
                    "Skipped: the services are not built; run ./verify from the root");
        }
        neighbourhood = new Neighbourhood(DATA == null ? null : Path.of(DATA, "ats"));
        installation = Installation.ofRealServices(folder.resolve("home"), ROOT, neighbourhood.providers());
        installation.awaitReady();
        token = Files.readString(installation.home().resolve("token"));
    }

    @AfterAll
    static void down() throws Exception {
        if (installation != null) {
            var processes = installation.processes();
            installation.close();
            Installation.assertAllGone(processes.values().stream());
            Installation.assertAllGone(installation.processesNamingItsFolder());
            neighbourhood.close();
        }
    }

    @Test
    void anAuditFindsTheFourBarriersAndGivesFourScores() throws Exception {
        var accepted = send(audit("/scans").POST(json("{\"url\": \"" + neighbourhood.url("/barriers") + "\"}")));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        var address = "/scans/" + idIn(accepted.body());

        var scan = awaitBody(address, "\"status\":\"(COMPLETED|FAILED)\"");

        assertThat(scan).contains("\"status\":\"COMPLETED\"", "\"verdict\":\"SEEN\"", "\"issues\":4");
        assertThat(scan).containsPattern("\"performance\":\\d").containsPattern("\"accessibility\":\\d");
        assertThat(scan).containsPattern("\"best-practices\":\\d").containsPattern("\"seo\":\\d");
        var issues = send(audit(address + "/issues").GET()).body();
        assertThat(Pattern.compile("\"fingerprint\":\"[0-9a-f]{64}\"").matcher(issues).results()).hasSize(4);
        assertThat(issues)
                .contains("\"code\":\"image-alt\"", "\"code\":\"button-name\"")
                .contains("\"code\":\"label\"", "\"code\":\"color-contrast\"");
    }

    @Test
    void aPollBringsEveryPostingOfSixProviders() throws Exception {
        assumeTrue(DATA != null, "Skipped: TANDEM_DATA is not set, so there are no recorded boards to poll");
        source("GREENHOUSE", "acme");
        source("LEVER", "acme");
        source("ASHBY", "acme");
        source("WORKDAY", "acme|wd1|Careers");
        source("SMARTRECRUITERS", "acme");
        source("JSON_LD", neighbourhood.url("/careers"));

        var poll = send(jobs("/polls").POST(json("")));

        assertThat(poll.statusCode()).as(poll.body()).isEqualTo(200);
        // The recorded Greenhouse board was cut to 2 of the 37 postings that it declares, which is told and not
        // believed.
        assertThat(count("\"outcome\":\"COMPLETE\"", poll.body())).as(poll.body()).isEqualTo(5);
        assertThat(poll.body()).contains("\"outcome\":\"PARTIAL\"", "COUNT_MISMATCH");
        // 2 each of Greenhouse, Lever, Ashby, Workday and the careers page, 1 of SmartRecruiters.
        var postings = send(jobs("/postings?limit=100").GET()).body();
        assertThat(count("\"externalId\":", postings)).as(postings).isEqualTo(11);
        var again = send(jobs("/polls").POST(json("")));
        assertThat(count("\"outcome\":\"UNCHANGED\"", again.body())).as(again.body()).isEqualTo(5);
        assertThat(again.body()).doesNotContain("\"archived\":1", "\"archived\":2");
    }

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void aServiceWithoutAllowedHostsDoesNotStart() throws Exception {
        for (var service : List.of("audit-api", "job-api")) {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var jar = ROOT.resolve(service + "/target/quarkus-app/quarkus-run.jar").toString();
            var builder = new ProcessBuilder(java, "-jar", jar).redirectErrorStream(true);
            builder.environment().put("ALLOWED_HOSTS", "");

            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(78);
            assertThat(output.strip().lines()).singleElement().asString().contains("ALLOWED_HOSTS is not set");
        }
    }

    private void source(String provider, String board) throws Exception {
        var body = "{\"name\": \"%s\", \"provider\": \"%s\", \"board\": \"%s\"}".formatted(provider, provider, board);
        var answer = send(jobs("/sources").POST(json(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private String awaitBody(String path, String pattern) throws Exception {
        var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        var wanted = Pattern.compile(pattern);
        while (true) {
            var body = send(audit(path).GET()).body();
            if (wanted.matcher(body).find()) {
                return body;
            }
            assertThat(System.nanoTime()).as("still waiting: %s", body).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static String idIn(String body) {
        var id = ID.matcher(body);
        assertThat(id.find()).as(body).isTrue();
        return id.group(1);
    }

    private HttpRequest.Builder audit(String path) {
        return request(installation.auditPort(), path);
    }

    private HttpRequest.Builder jobs(String path) {
        return request(installation.jobsPort(), path);
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher json(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
