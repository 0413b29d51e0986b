package dev.tandem.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.scan.Receipt.Verdict;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTest {

    private static final URI ASKED = URI.create("https://example.org/account");
    private static final Document OK = new Document("", 200, "text/html", false);
    private static final Facts ORDINARY = new Facts();

    @ParameterizedTest
    @CsvSource({
        "200, text/html; charset=utf-8, SEEN",
        "200, , SEEN",
        "200, application/xhtml+xml, SEEN",
        "404, text/html, ERROR_PAGE",
        "500, application/json, ERROR_PAGE",
        "200, application/json, NOT_HTML",
        "401, text/html, LOGIN_WALL",
        "403, text/html, ERROR_PAGE",
    })
    void theAnswerItselfSays(int status, String type, Verdict verdict) {
        assertThat(Judgement.of(ASKED, new Document("", status, type, false), ORDINARY.facts()).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void aPageWithNothingToSeeIsEmptyAndOneWithAPictureIsNot() {
        assertThat(judge(ORDINARY.text("").media(0))).isEqualTo(Verdict.EMPTY_PAGE);
        assertThat(judge(ORDINARY.text("").media(1))).isEqualTo(Verdict.SEEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Loading…", "Please wait...", "Wird geladen …", "読み込み中"})
    void aNoticeThatSomethingIsComingIsNoPage(String text) {
        assertThat(judge(ORDINARY.text(text))).isEqualTo(Verdict.EMPTY_PAGE);
        assertThat(judge(ORDINARY.text(text + " docks and other heavy work"))).isEqualTo(Verdict.SEEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/login?next=/account",
                "https://login.example.org/u/login",
                "https://example.org/users/sign_in",
                "https://example.org/adfs/ls/",
                "https://example.org/wp-login.php",
                "https://example.org/de/anmelden",
            })
    void aFormForALoginWhereAnotherPageWasAskedForIsAWall(String url) {
        assertThat(judge(ORDINARY.url(url).fields(1, 1))).isEqualTo(Verdict.LOGIN_WALL);
        assertThat(judge(ORDINARY.url(url).fields(0, 1))).as("the password comes later").isEqualTo(Verdict.LOGIN_WALL);
        assertThat(judge(ORDINARY.url(url).fields(0, 0))).as("no form").isEqualTo(Verdict.SEEN);
        var asked = Judgement.of(URI.create(url), OK, ORDINARY.url(url).fields(1, 1).facts());
        assertThat(asked.verdict()).as("it was asked for").isEqualTo(Verdict.SEEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sign in to Acme", "Anmelden – Acme", "Se connecter", "ログイン"})
    void aFormForALoginAndLittleElseIsAWallAtAnyAddress(String title) {
        var form = ORDINARY.title(title).fields(1, 1).text("User name Password Sign in");
        assertThat(judge(form)).isEqualTo(Verdict.LOGIN_WALL);
        assertThat(judge(form.text("words ".repeat(400)))).isEqualTo(Verdict.SEEN);
        assertThat(judge(form.links(60))).isEqualTo(Verdict.SEEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/blog/login-forms-done-right", "https://example.org/authors/jo"})
    void addressesThatOnlySoundLikeALoginAreNone(String url) {
        assertThat(judge(ORDINARY.url(url).fields(1, 1))).isEqualTo(Verdict.SEEN);
    }

    @Test
    void aLoginInTheHeaderOfAnOrdinaryPageIsNoWall() {
        assertThat(judge(ORDINARY.fields(1, 1))).isEqualTo(Verdict.SEEN);
        assertThat(judge(ORDINARY.title("Create an account").fields(2, 1).text("Register"))).isEqualTo(Verdict.SEEN);
    }

    @Test
    void aCheckForRobotsIsAWallWhereTwoThingsSaySo() {
        var check = ORDINARY.title("Just a moment...").text("Verifying you are human");
        assertThat(judge(check)).as("the title alone").isEqualTo(Verdict.SEEN);
        assertThat(judge(check.sources("https://challenges.cloudflare.com/turnstile/v0/api.js")))
                .isEqualTo(Verdict.BOT_WALL);
        assertThat(judge(403, check)).isEqualTo(Verdict.BOT_WALL);
        assertThat(judge(403, ORDINARY.title("example.org").text("").sources("https://geo.captcha-delivery.com/c.js")))
                .isEqualTo(Verdict.BOT_WALL);
        assertThat(judge(403, ORDINARY.text("Access Denied. You don't have permission. Reference #18.2d3e")))
                .isEqualTo(Verdict.BOT_WALL);
        assertThat(Judgement.of(ASKED, new Document("", 503, "text/html", true), ORDINARY.facts()).verdict())
                .isEqualTo(Verdict.BOT_WALL);
    }

    @Test
    void anOrdinaryPageBehindASiteGuardIsSeen() {
        var form =
                ORDINARY.sources("https://www.google.com/recaptcha/api.js", "/cdn-cgi/challenge-platform/scripts/x.js");
        assertThat(judge(form)).isEqualTo(Verdict.SEEN);
        assertThat(judge(form.text("Write to us"))).isEqualTo(Verdict.SEEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We value your privacy. We and our 812 partners use cookies. Accept all  Manage",
                "Wir verwenden Cookies. Alle akzeptieren Ablehnen",
                "Ce site utilise des cookies. Tout accepter",
                "Este sitio usa cookies. Aceptar",
                "クッキーの使用に同意しますか",
                "sp_message_iframe_123",
            })
    void aQuestionForConsentOverTheWholeWindowIsAWall(String overlay) {
        assertThat(judge(ORDINARY.overlay(1, overlay))).isEqualTo(Verdict.CONSENT_WALL);
        assertThat(judge(ORDINARY.overlay(0.4, overlay))).as("a banner").isEqualTo(Verdict.SEEN);
    }

    @Test
    void anotherLayerOverTheWindowIsNoQuestionForConsent() {
        assertThat(judge(ORDINARY.overlay(1, "Subscribe to our newsletter and accept our terms")))
                .isEqualTo(Verdict.SEEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "404",
                "Page not found",
                "Oops! We can't find that page",
                "404 – Page not found",
                "Seite nicht gefunden",
                "Page introuvable",
                "Página no encontrada",
                "ページが見つかりません",
            })
    void aPageThatSaysThatThereIsNoneIsASoft404(String words) {
        assertThat(judge(ORDINARY.heading(words).text("x ".repeat(5000)))).isEqualTo(Verdict.SOFT_404);
        assertThat(judge(ORDINARY.title(words + " | Acme").text("Sorry."))).isEqualTo(Verdict.SOFT_404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How to fix a 404 not found error",
                "Lost and not found: a novel",
                "Peugeot 404 Coupé",
                "404 things to do in Berlin",
            })
    void aPageAboutNotFindingThingsIsSeen(String words) {
        assertThat(judge(ORDINARY.heading(words).title(words + " | Acme"))).isEqualTo(Verdict.SEEN);
    }

    @Test
    void aServerThatIsNotWellThoughItSays200IsAnErrorPage() {
        assertThat(judge(ORDINARY.heading("503 Service Unavailable").text("Try later"))).isEqualTo(Verdict.ERROR_PAGE);
        assertThat(judge(ORDINARY.title("Under maintenance | Acme").text("Soon back"))).isEqualTo(Verdict.ERROR_PAGE);
    }

    private static Verdict judge(Facts facts) {
        return judge(200, facts);
    }

    private static Verdict judge(int status, Facts facts) {
        var judgement = Judgement.of(ASKED, new Document("", status, "text/html", false), facts.facts());
        assertThat(judgement.because() == null).isEqualTo(judgement.verdict() == Verdict.SEEN);
        return judgement.verdict();
    }

    /// An ordinary page, and what is different about one.
    private record Facts(
            String url,
            String title,
            String heading,
            String text,
            int media,
            int links,
            int passwords,
            int accounts,
            List<String> sources,
            double covered,
            String overlay) {

        Facts() {
            this(ASKED.toString(), "Acme", "Welcome", "words ".repeat(500), 9, 40, 0, 0, List.of(), 0.2, "Menu");
        }

        Facts url(String url) {
            return new Facts(url, title, heading, text, media, links, passwords, accounts, sources, covered, overlay);
        }

        Facts title(String title) {
            return new Facts(url, title, heading, text, media, links, passwords, accounts, sources, covered, overlay);
        }

        Facts heading(String heading) {
            return new Facts(url, title, heading, text, media, links, passwords, accounts, sources, covered, overlay);
        }

        Facts text(String text) {
            return new Facts(url, title, heading, text, media, 9, passwords, accounts, sources, covered, overlay);
        }

        Facts media(int media) {
            return new Facts(url, title, heading, text, media, links, passwords, accounts, sources, covered, overlay);
        }

        Facts links(int links) {
            return new Facts(url, title, heading, text, media, links, passwords, accounts, sources, covered, overlay);
        }

        Facts fields(int passwords, int accounts) {
            return new Facts(url, title, heading, text, media, links, passwords, accounts, sources, covered, overlay);
        }

        Facts sources(String... sources) {
            return new Facts(
                    url, title, heading, text, media, links, passwords, accounts, List.of(sources), covered, overlay);
        }

        Facts overlay(double covered, String overlay) {
            return new Facts(url, title, heading, text, media, links, passwords, accounts, sources, covered, overlay);
        }

        PageFacts facts() {
            return new PageFacts(
                    url,
                    title,
                    heading,
                    text.substring(0, Math.min(text.length(), 2000)),
                    text.length(),
                    300,
                    media,
                    0,
                    links,
                    true,
                    passwords,
                    accounts,
                    sources,
                    List.of(),
                    covered,
                    overlay);
        }
    }
}
