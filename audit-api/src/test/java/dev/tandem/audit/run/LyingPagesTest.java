package dev.tandem.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tandem.audit.issue.Finding;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.EngineRun;
import dev.tandem.audit.scan.LighthouseCategory;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.Receipt.Verdict;
import dev.tandem.audit.scan.SecondLook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pages that are not what they seem, through real slots. All of them are audited side by side, before the first test
/// asks for a result.
@TestInstance(Lifecycle.PER_CLASS)
class LyingPagesTest {

    private static final PageSettings SCROLLING =
            new PageSettings(BrowserName.CHROMIUM, null, false, true, false, false, Set.of(LighthouseCategory.SEO), 1);

    private final Map<String, CompletableFuture<Outcome>> outcomes = new HashMap<>();
    private LyingSite site;
    private Audits audits;
    private Audits impatient;

    @BeforeAll
    void auditAll() throws Exception {
        site = new LyingSite();
        audits = Audits.with(Map.of("slots", "4", "quiet", "3s", "load", "5s"));
        impatient = Audits.with(Map.of("slots", "1", "visit", "5s"));
        outcomes.put("/hangs", impatient.audit(site.url("/hangs"), PageSettings.DEFAULT));
        outcomes.put("/lazy scrolled", audits.audit(site.url("/lazy"), SCROLLING));
        outcomes.put(
                "/barrier twice",
                audits.audit(site.url("/barrier"), Set.of(Engine.AXE, Engine.ACCESSLINT), PageSettings.DEFAULT));
        LyingPages.PATHS.forEach(path -> outcomes.put(path, audits.audit(site.url(path), PageSettings.DEFAULT)));
    }

    @AfterAll
    void end() {
        audits.close();
        impatient.close();
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/members, LOGIN_WALL",
        "/app, LOGIN_WALL",
        "/bot-wall, BOT_WALL",
        "/consent, CONSENT_WALL",
        "/consent-dialog, CONSENT_WALL",
        "/soft-404, SOFT_404",
        "/missing, ERROR_PAGE",
        "/broken, ERROR_PAGE",
        "/shell, EMPTY_PAGE",
        "/spinner, EMPTY_PAGE",
        "/data, NOT_HTML",
        "/never-stays, NAVIGATED_AWAY",
    })
    void whatIsNotThePageIsNeverCalledClean(String path, Verdict verdict) {
        assertThat(receipt(path).verdict()).as(receipt(path).toString()).isEqualTo(verdict);
        assertThat(receipt(path).because()).isNotBlank();
        assertThat(clean(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/login", "/header-login", "/consent-banner", "/about-404", "/clean", "/leads-on"})
    void anOrdinaryPageIsSeenAndClean(String path) {
        assertThat(receipt(path).verdict()).as(receipt(path).toString()).isEqualTo(Verdict.SEEN);
        assertThat(codes(path)).isEmpty();
        assertThat(clean(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/download, NOT_A_PAGE",
        "/paper, NOT_A_PAGE",
        "/loop, REDIRECT_LOOP",
        "/to-metadata, ADDRESS_NOT_ALLOWED",
        "/hangs, PAGE_HUNG",
    })
    void whatCannotBeLookedAtFailsInTime(String path, String code) {
        assertThat(outcome(path))
                .asInstanceOf(type(Outcome.Failed.class))
                .extracting(failed -> failed.error().code())
                .isEqualTo(code);
    }

    /// By itself, because every renderer of this process dies.
    @Test
    void aPageThatCrashesIsSaidToHaveCrashed() {
        outcomes.values().forEach(each -> each.orTimeout(60, TimeUnit.SECONDS).join());

        outcomes.put("/crashes", impatient.audit(site.url("/crashes"), PageSettings.DEFAULT));

        assertThat(outcome("/crashes"))
                .asInstanceOf(type(Outcome.Failed.class))
                .extracting(failed -> failed.error().code())
                .isEqualTo("PAGE_CRASHED");
    }

    @ParameterizedTest
    @CsvSource({"/barrier, SEEN", "/shell-renders, SEEN", "/leaves, SEEN", "/huge, SEEN", "/lazy scrolled, SEEN"})
    void whatComesLateIsFound(String path, Verdict verdict) {
        assertThat(receipt(path).verdict()).as(receipt(path).toString()).isEqualTo(verdict);
        assertThat(codes(path)).containsExactly("image-alt");
    }

    @Test
    void anAddressThatABrowserTakesAndJavaDoesNotLosesNothing() {
        assertThat(receipt("/odd-address").finalUrl()).endsWith("/odd%7C[x]#/a|b#c");
        assertThat(codes("/odd-address")).containsExactly("image-alt");
    }

    @ParameterizedTest
    @CsvSource({"/hydrates", "/fades-in", "/pulses"})
    void whatIsOnlyPassingIsNoFinding(String path) {
        assertThat(receipt(path).verdict()).as(receipt(path).toString()).isEqualTo(Verdict.SEEN);
        assertThat(codes(path)).as(receipt(path).toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/polls", "/waits", "/clock"})
    void whatNeverEndsIsNotWaitedFor(String path) {
        assertThat(receipt(path).readiness().quiet()).as(receipt(path).toString()).isTrue();
        assertThat(receipt(path).millis().get("quiet")).isLessThan(2_900);
        assertThat(codes(path)).isEmpty();
    }

    /// The engines measure with elements that they put into the page and take out again, which is nothing that moved.
    @Test
    void aPageThatDoesNotMoveIsLookedAtOnce() {
        assertThat(receipt("/barrier twice").secondLook()).isEqualTo(new SecondLook(false, 1, 0, 0));
        assertThat(receipt("/pulses").secondLook().made()).isTrue();
    }

    @Test
    void theReceiptSaysWhyAPageWasNotAtRest() {
        assertThat(receipt("/grows").readiness().quiet()).isFalse();
        assertThat(receipt("/grows").readiness().busyWith()).containsExactly("CONTENT");
        assertThat(receipt("/clock").readiness().restlessElements()).isEqualTo(1);
        assertThat(receipt("/pulses").readiness().heldAnimations()).isEqualTo(1);
        assertThat(receipt("/pulses").secondLook().dropped()).isEqualTo(1);
    }

    @Test
    void theReceiptSaysWhereAPageWas() {
        assertThat(receipt("/members").redirects()).containsExactly(site.url("/members"));
        assertThat(receipt("/leads-on").finalUrl()).isEqualTo(site.url("/clean"));
        assertThat(receipt("/leaves").redirects()).containsExactly(site.url("/leaves"));
        assertThat(receipt("/missing").requests().failures()).containsEntry(site.url("/missing"), "404");
        assertThat(codes("/lazy")).as("nobody has scrolled").isEmpty();
        assertThat(receipt("/lazy scrolled").readiness().screens()).isGreaterThan(4);
    }

    @Test
    void theReceiptSaysWhatWasSeenAndByWhat() {
        assertThat(receipt("/clean").status()).isEqualTo(200);
        assertThat(receipt("/clean").contentType()).startsWith("text/html");
        assertThat(receipt("/clean").title()).isEqualTo("Clean");
        assertThat(receipt("/clean").textLength()).isGreaterThan(1_500);
        assertThat(receipt("/clean").domSize()).isBetween(7L, 9L);
        assertThat(receipt("/clean").browser()).matches("Chromium \\d+\\..+");
        assertThat(receipt("/refused").blocked()).containsOnlyKeys("10.1.2.3");
        assertThat(done("/clean").result().engines())
                .hasSize(3)
                .extracting(EngineRun::version)
                .doesNotContainNull()
                .doesNotContain("");
    }

    private Outcome outcome(String path) {
        return Objects.requireNonNull(outcomes.get(path)).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private Outcome.Done done(String path) {
        return assertThat(outcome(path)).asInstanceOf(type(Outcome.Done.class)).actual();
    }

    private Receipt receipt(String path) {
        return Objects.requireNonNull(done(path).result().receipt());
    }

    private List<String> codes(String path) {
        return done(path).findings().stream().map(Finding::code).toList();
    }

    private boolean clean(String path) {
        return Objects.requireNonNull(done(path).result().summary()).clean();
    }
}
