package dev.tandem.audit.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.tandem.audit.run.Site;
import dev.tandem.common.testing.RealBrowser;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The pages in a real browser, as somebody uses them who has only a keyboard, and under our own rules.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
class DashboardTest {

    private static final double AUDIT_MILLIS = 60_000;

    private static Site site;
    private static RealBrowser browser;

    @TestHTTPResource String address = "";

    @BeforeAll
    static void open() throws IOException {
        browser = RealBrowser.start();
        site = new Site();
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void auditsAPageByKeyboardAlone() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);
            assertThat(browser.barriers(page)).isEmpty();

            tabTo(page, "url");
            page.keyboard().type(site.url("/barriers"));
            page.keyboard().press("Tab");
            assertThat(page.getByLabel("Device")).isFocused();
            page.keyboard().press("Tab");
            assertThat(page.getByLabel("Accessibility")).isFocused();
            page.keyboard().press("Tab");
            assertThat(page.getByLabel("Lighthouse")).isFocused();
            page.keyboard().press("Tab");
            assertThat(button(page, "Audit")).isFocused();
            page.keyboard().press("Enter");

            page.waitForURL(Pattern.compile("/view/scans/"));
            assertThat(page.getByRole(AriaRole.STATUS)).containsText(Pattern.compile("(running|done|being shown)"));
            browser.picture(page, "running");
            waitForHeading(page, "Audit result");
            assertThat(page.getByLabel("Verdict"))
                    .containsText("4 barriers were found on this page, 3 of them critical.");
            assertThat(page.locator(".finding .meta code").allTextContents())
                    .containsExactlyInAnyOrder("image-alt", "button-name", "label", "color-contrast");
            assertThat(page.locator(".facts:not(.quiet) .gauge")).hasCount(4);
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "result");

            page.navigate(address);
            assertThat(page.locator(".rows > li").first()).containsText("Completed");
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "home");
        }
    }

    @Test
    void saysAtTheFieldWhatIsWrongWithAnAddress() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);

            page.getByLabel("Address of the page").fill("ftp://example.org/");
            page.keyboard().press("Enter");

            var field = page.getByLabel("Address of the page");
            assertThat(field).hasAttribute("aria-invalid", "true");
            assertThat(field).isFocused();
            assertThat(field)
                    .hasAccessibleDescription(Pattern.compile("The address must begin with http:// or https://"));
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "invalid");

            page.getByLabel("Accessibility").uncheck();
            page.getByLabel("Lighthouse").uncheck();
            field.fill(site.url("/clean"));
            field.press("Enter");
            assertThat(page.locator("[data-field=engines] .error")).containsText("must name at least one");
            assertThat(field).not().hasAttribute("aria-invalid", "true");
        }
    }

    @Test
    void showsARunningAuditAndCancelsIt() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);
            audit(page, site.url("/slow"));

            assertThat(page.locator("[data-engine=AXE]")).containsText("Running");
            assertThat(page.locator("[data-engine=AXE] [data-time]")).containsText(" s");
            assertThat(browser.barriers(page)).isEmpty();
            button(page, "Cancel").click();

            waitForHeading(page, "This audit was cancelled");
            assertThat(browser.barriers(page)).isEmpty();
        }
    }

    @Test
    void saysWhyAPageCouldNotBeAuditedAndWhetherTryingAgainHelps() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);
            audit(page, "http://127.0.0.1:9/");

            waitForHeading(page, "The page could not be audited");
            assertThat(page.locator(".verdict")).containsText(Pattern.compile("[Tt]rying again"));
            assertThat(page.locator("main")).not().containsText(Pattern.compile("net::|Exception|Call log"));
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "failed");

            var failed = page.url();
            button(page, "Audit again").click();
            page.waitForURL(url -> url.contains("/view/scans/") && !url.equals(failed));
            waitForHeading(page, "The page could not be audited");
        }
    }

    @Test
    void callsACleanPageCleanAndAnErrorPageAnErrorPage() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);

            audit(page, site.url("/clean"));
            waitForHeading(page, "Audit result");
            assertThat(page.getByLabel("Verdict")).containsText("No barrier was found on this page.");
            var result = page.url();

            page.navigate(address);
            audit(page, site.url("/missing"));
            waitForHeading(page, "Audit result");
            assertThat(page.getByLabel("Verdict")).containsText("The server answered with an error page (status 404).");
            assertThat(page.locator("main")).not().containsText("No barrier");

            readWithoutScript(window, result);
        }
    }

    @Test
    void leadsToTheFindingsThatDoNotFitOnOnePage() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);
            audit(page, site.url("/many"));
            waitForHeading(page, "Audit result");
            assertThat(page.getByLabel("Verdict")).containsText("201 barriers were found on this page");
            assertThat(page.locator(".finding .meta")).containsText("200 places");
            assertThat(page.locator(".finding summary")).hasText("197 more places");

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("More findings")).click();

            assertThat(page.locator(".finding .meta")).containsText("1 place");
            assertThat(page.locator(".facts")).hasCount(0);
            assertThat(browser.barriers(page)).isEmpty();
        }
    }

    private static void readWithoutScript(BrowserContext signedIn, String result) {
        var options = new Browser.NewContextOptions().setJavaScriptEnabled(false);
        try (var window = browser.window(options)) {
            window.addCookies(signedIn.cookies());
            var page = window.newPage();
            page.navigate(result);
            assertThat(page.getByLabel("Verdict")).containsText("No barrier was found on this page.");
        }
    }

    @Test
    void showsAWayBackWhereThereIsNoSuchAuditAndTheWayInAfterSigningOut() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);

            var answer = page.navigate(address + "view/scans/00000000-0000-7000-8000-000000000000");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(page.getByRole(AriaRole.HEADING)).hasText("There is nothing here");
            assertThat(browser.barriers(page)).isEmpty();

            button(page, "Sign out").click();
            page.waitForURL("**/sign-in");
            page.navigate(address);
            assertThat(page).hasURL(Pattern.compile("/sign-in$"));
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "signed-out");
        }
    }

    private void signIn(Page page) {
        page.navigate(address + "sign-in?code=" + TestTokens.signInCode());
        assertThat(button(page, "Sign in")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(address);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText("Audit a page");
    }

    /// With one engine, because what these tests look at needs no second.
    private static void audit(Page page, String url) {
        page.getByLabel("Address of the page").fill(url);
        page.getByLabel("Lighthouse").uncheck();
        button(page, "Audit").click();
        // Whether it has loaded is not asked: it may be on its way to the result already.
        assertThat(page).hasURL(Pattern.compile("/view/scans/"), new PageAssertions.HasURLOptions().setTimeout(30_000));
    }

    private static void tabTo(Page page, String id) {
        for (var presses = 0; presses < 10; presses++) {
            page.keyboard().press("Tab");
            if (id.equals(page.evaluate("() => document.activeElement.id"))) {
                return;
            }
        }
        throw new AssertionError("The Tab key does not lead to " + id + ".");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void waitForHeading(Page page, String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(text, new LocatorAssertions.HasTextOptions().setTimeout(AUDIT_MILLIS));
    }
}
