package dev.tandem.jobs.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.tandem.common.testing.RealBrowser;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.TestTokens;
import dev.tandem.jobs.Fixtures;
import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.poll.RecordedBoards;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The page in a real browser, as somebody uses it who has only a keyboard, and under our own rules.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class DashboardTest {

    private static RealBrowser browser;

    @TestHTTPResource String address = "";

    private final StandInBoards boards = new StandInBoards();
    private final String tenant = Fixtures.tenant();

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

    @BeforeEach
    void standInForTheProviders() {
        QuarkusMock.installMockForType(boards, BoardFetchers.class);
    }

    @Test
    void addsABoardAndScansItByKeyboardAlone() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);
            assertThat(browser.barriers(page)).isEmpty();

            tabTo(page, "name");
            page.keyboard().type("Acme");
            page.keyboard().press("Tab");
            assertThat(page.getByLabel("Provider")).isFocused();
            page.keyboard().press("Tab");
            page.keyboard().type("https://job-boards.greenhouse.io/acme");
            page.keyboard().press("Enter");
            assertThat(row(page, "Acme")).containsText("Not scanned yet");
            assertThat(status(page)).hasText("Acme was added.");
            assertThat(page.getByLabel("Name")).isFocused();

            page.reload();
            tabTo(page, "scan");
            page.keyboard().press("Enter");
            assertThat(row(page, "Acme")).containsText("Complete");
            assertThat(status(page)).containsText("The scan is over. 1 of 1 boards scanned, 7 postings listed, 7 new");
            assertThat(page.locator(".postings > li")).hasCount(7);

            page.getByLabel("Status of Data Engineer").selectOption("SAVED");
            assertThat(page.locator("[data-marked]")).hasText("Data Engineer: Saved.");
            page.getByLabel("Search postings").fill("data");
            page.keyboard().press("Enter");
            assertThat(page.locator(".postings > li")).hasCount(1);
            assertThat(page.getByLabel("Status of Data Engineer")).hasValue("SAVED");
            assertThat(browser.barriers(page)).isEmpty();
        }
    }

    @Test
    void showsWhatComesOfEachBoardWhileOthersAreStillRead() {
        add("Alder Labs", "GREENHOUSE", "alder");
        add("Birch", "LEVER", "slow");
        add("Cedar Health", "ASHBY", "partial");
        add("Dogwood", "SMARTRECRUITERS", "broken");
        add("Elm Energy", "WORKDAY", "elm|wd3|careers");
        add("Fir & Sons", "LEVER", "empty");
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);
            button(page, "Scan all boards").click();

            assertThat(row(page, "Cedar Health")).containsText("The second page of the board could not be read.");
            assertThat(row(page, "Dogwood")).containsText("Failed");
            assertThat(row(page, "Fir & Sons")).containsText("Unchanged");
            assertThat(row(page, "Birch")).containsText("Waiting");
            assertThat(page.locator("[data-sentence]")).containsText("5 of 6 boards scanned");
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "scanning");

            boards.letSlowGo();
            assertThat(row(page, "Birch")).containsText("Complete");
            assertThat(status(page)).containsText("The scan is over. 6 of 6 boards scanned");
            page.reload();
            assertThat(page.locator("[data-sentence]"))
                    .containsText("6 of 6 boards scanned, 21 postings listed, 21 new");
            assertThat(row(page, "Dogwood")).containsText("The provider knows no such board.");
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "jobs");
        }
    }

    @Test
    void saysAtTheFieldWhatIsWrongWithABoard() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);

            page.getByLabel("Board", new Page.GetByLabelOptions().setExact(true))
                    .first()
                    .fill("https://example.org/jobs");
            button(page, "Add board").click();

            var name = page.getByLabel("Name");
            assertThat(name).isFocused();
            assertThat(name).hasAccessibleDescription(Pattern.compile("The name is missing\\."));
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "invalid-board");

            name.fill("Acme");
            page.getByLabel("Provider").selectOption("GREENHOUSE");
            button(page, "Add board").click();
            assertThat(page.locator("[data-field=board] .error")).isVisible();
            assertThat(name).not().hasAttribute("aria-invalid", "true");
        }
    }

    @Test
    void keepsAFilterAndSaysWhyAPostingMatchesIt() {
        add("Alder Labs", "GREENHOUSE", "alder");
        assertThat(Fixtures.as(tenant).post("/polls").status()).isEqualTo(200);
        try (var window = browser.window()) {
            var page = window.newPage();
            page.onDialog(dialog -> dialog.accept());
            signIn(page);

            page.getByText("Add a filter").click();
            button(page, "Add filter").click();
            assertThat(page.getByLabel("What the filter is called"))
                    .hasAccessibleDescription(Pattern.compile("The name is missing\\."));
            page.getByLabel("What the filter is called").fill("Data");
            page.getByLabel("One of these words").fill("data, nothing");
            button(page, "Try it").click();
            assertThat(page.locator("[data-found]")).containsText("postings match. The best: Data Engineer");
            button(page, "Add filter").click();
            assertThat(page.locator("[data-told]")).hasText("Data was added.");
            assertThat(browser.barriers(page)).isEmpty();

            button(page, "New feed address of Data").click();
            assertThat(page.locator("[data-told]")).containsText("/feeds/");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Data").setExact(true)).click();
            assertThat(page.locator("[data-match]").first()).containsText("The title holds \"data\".");
            assertThat(
                            page.getByLabel("My filter", new Page.GetByLabelOptions().setExact(true))
                                    .locator("option:checked"))
                    .hasText("Data");
            assertThat(browser.barriers(page)).isEmpty();
            browser.picture(page, "filter");

            button(page, "Delete Data").click();
            assertThat(page.locator("[data-told]")).hasText("Data was deleted.");
        }
    }

    @Test
    void narrowsASearchDownAndCorrectsIt() {
        add("Alder Labs", "GREENHOUSE", "alder");
        assertThat(Fixtures.as(tenant).post("/polls").status()).isEqualTo(200);
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);

            page.getByLabel("Search postings").fill("enginere");
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-live=postings]")).containsText("Shown is what holds engineer.");

            page.getByText(Pattern.compile("^Narrow down")).click();
            var company = page.locator("[data-live=postings] .plain a").last();
            company.click();
            assertThat(page.locator("[aria-current]")).hasCount(1);
            assertThat(browser.barriers(page)).isEmpty();
        }
    }

    @Test
    void turnsABoardOffAndDeletesIt() {
        add("Alder Labs", "GREENHOUSE", "alder");
        try (var window = browser.window()) {
            var page = window.newPage();
            page.onDialog(dialog -> dialog.accept());
            signIn(page);

            button(page, "Turn off Alder Labs").click();
            assertThat(row(page, "Alder Labs")).containsText("Off");
            assertThat(button(page, "Turn on Alder Labs")).isFocused();

            button(page, "Delete Alder Labs").click();
            assertThat(row(page, "Alder Labs")).hasCount(0);
            assertThat(status(page)).hasText("Alder Labs was deleted.");
        }
    }

    @Test
    void importsBoardsAndSaysWhichRowsAreWrong() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);

            page.getByText("Import boards").first().click();
            page.getByLabel("Or type its rows")
                    .fill("Acme,https://jobs.lever.co/acme\nBirch,MONSTER,birch\nBlank,GREENHOUSE,blank\n");
            button(page, "Import boards").focus();
            page.keyboard().press("Enter");

            assertThat(status(page)).hasText("2 boards were added, 0 are there already, 1 rows name no board.");
            assertThat(page.locator("[data-imported] li")).hasText("Line 2: \"MONSTER\" is no provider.");
            assertThat(page.locator("[data-imported]")).isFocused();
            assertThat(row(page, "Acme")).containsText("Lever, acme");
            assertThat(browser.barriers(page)).isEmpty();
        }
    }

    @Test
    void setsWhenScansBeginByThemselves() {
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);

            page.getByText("Scan by itself").click();
            page.getByLabel("Scan", new Page.GetByLabelOptions().setExact(true)).selectOption("PT6H");
            button(page, "Save schedule").click();
            assertThat(status(page)).containsText("The next scan begins by");
            page.reload();
            page.getByText("Scan by itself").click();
            assertThat(page.getByLabel("Scan", new Page.GetByLabelOptions().setExact(true))).hasValue("PT6H");
            assertThat(browser.barriers(page)).isEmpty();

            page.getByLabel("Scan", new Page.GetByLabelOptions().setExact(true)).selectOption("cron");
            page.getByLabel("Crontab line").fill("at noon");
            button(page, "Save schedule").click();
            assertThat(page.getByLabel("Crontab line")).isFocused();
            assertThat(page.locator("[data-field=cron] .error")).isVisible();

            page.getByLabel("Scan", new Page.GetByLabelOptions().setExact(true)).selectOption("never");
            button(page, "Save schedule").click();
            assertThat(status(page)).hasText("Scans begin by hand only.");
        }
    }

    @Test
    void showsThatABoardIsSuspect() {
        add("Unknown Labs", "GREENHOUSE", "unknown");
        try (var window = browser.window()) {
            var page = window.newPage();
            signIn(page);

            assertThat(row(page, "Unknown Labs")).containsText("Suspect");
            assertThat(row(page, "Unknown Labs")).containsText("The provider says that it has no such board.");
            assertThat(browser.barriers(page)).isEmpty();
        }
    }

    private void add(String name, String provider, String board) {
        var answer =
                Fixtures.as(tenant).body(Map.of("name", name, "provider", provider, "board", board)).post("/sources");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private void signIn(Page page) {
        page.navigate(address + "sign-in?code=" + TestTokens.signInCode(tenant));
        assertThat(button(page, "Sign in")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(address);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText("Job postings");
    }

    private static Locator row(Page page, String name) {
        return page.locator("tbody tr", new Page.LocatorOptions().setHasText(name));
    }

    private static Locator status(Page page) {
        return page.locator("[data-said]");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void tabTo(Page page, String id) {
        for (var presses = 0; presses < 12; presses++) {
            page.keyboard().press("Tab");
            if (id.equals(page.evaluate("() => document.activeElement.id"))) {
                return;
            }
        }
        throw new AssertionError("The Tab key does not lead to " + id + ".");
    }
}
