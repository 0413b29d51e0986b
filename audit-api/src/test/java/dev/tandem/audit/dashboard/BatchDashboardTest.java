package dev.tandem.audit.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tandem.audit.scan.Api;
import dev.tandem.audit.scan.NoWorker;
import dev.tandem.audit.scan.ScanChanges;
import dev.tandem.common.testing.RealBrowser;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Batches and failed scans in a real browser; the test plays the workers.
@QuarkusTest
@TestProfile(NoWorker.class)
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class BatchDashboardTest {

    private static RealBrowser browser;

    @Inject Pool pool;

    @Inject ScanChanges changes;

    @TestHTTPResource String address = "";

    private final Api api = Api.newTenant();

    @BeforeAll
    static void open() {
        browser = RealBrowser.start();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void showsHowFarABatchIsAndRunsWhatFailedAgain() {
        var batch =
                api.post("/batches", "{\"urls\": [\"https://a.org/\", \"https://b.org/\", \"ftp://c.org/\"]}")
                        .json()
                        .required("id");
        var scans = api.get("/batches/" + batch + "/scans").json().texts("items", "id");
        try (var window = browser.window()) {
            var page = window.newPage();
            page.navigate(address + "sign-in?code=" + TestTokens.signInCode(api.tenant()));
            button(page, "Sign in").click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("2 pages")).click();
            assertThat(page.locator("[data-status]")).hasText("Waiting");
            assertThat(page.locator("summary")).hasText("1 entry was left out");

            end(scans.get(0), "FAILED");
            assertThat(page.locator("[data-count=failed]")).hasText("1");
            assertThat(page.locator("progress")).hasAttribute("value", "50");
            assertThat(browser.barriers(page)).isEmpty();
            end(scans.get(1), "COMPLETED");
            assertThat(page.locator("[data-status]")).hasText("Completed");
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "batch");

            page.navigate(address);
            assertThat(page.getByText("Completed, 100 %")).isVisible();
            assertThat(page.getByText("There is no such host.")).isVisible();
            assertThat(browser.barriers(page)).isEmpty();
            var again = page.locator("[data-replay]");
            assertThat(again).hasAccessibleName(Pattern.compile("Run again ?: https://a.org/"));
            again.click();
            page.waitForURL(Pattern.compile("/view/scans/" + scans.get(0)));
            assertThat(page.locator("#heading")).hasText("Waiting for a free browser");
        }
    }

    @Test
    void cancelsABatchAndRunsAllThatFailedAgain() {
        var batch = api.post("/batches", "{\"urls\": [\"a.org\", \"b.org\"]}").json().required("id");
        var scans = api.get("/batches/" + batch + "/scans").json().texts("items", "id");
        end(scans.get(0), "FAILED");
        try (var window = browser.window()) {
            var page = window.newPage();
            page.navigate(address + "sign-in?code=" + TestTokens.signInCode(api.tenant()));
            button(page, "Sign in").click();
            page.navigate(address + "view/batches/" + batch);

            button(page, "Cancel").click();
            assertThat(page.locator("[data-status]")).hasText("Cancelled");
            button(page, "Run all failed ones again").click();

            assertThat(page.locator("[data-count=pending]")).hasText("1");
            assertThat(page.locator("[data-replays]")).hasCount(0);
        }
    }

    private void end(String scan, String state) {
        var id = UUID.fromString(scan);
        Api.sql(
                pool,
                """
                update scan set state = $2, finished_at = now(), error = case when $2 = 'FAILED' then
                  '{"code": "X", "message": "There is no such host.", "retryable": false}'::jsonb end where id = $1
                """,
                id,
                state);
        Api.await(changes.announce(id));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
