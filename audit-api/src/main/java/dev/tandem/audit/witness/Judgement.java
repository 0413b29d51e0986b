package dev.tandem.audit.witness;

import dev.tandem.audit.scan.PageUrl;
import dev.tandem.audit.scan.Receipt.Verdict;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a page turned out to be, and from what that was drawn. It is no crime of an ordinary page to have a login in
/// its header, a banner about cookies at its foot, a form with a captcha, or an article on error 404: each verdict but
/// SEEN needs two things that point the same way.
///
/// @param because null when the page was seen
public record Judgement(Verdict verdict, @Nullable String because) {

    private static final Judgement SEEN = new Judgement(Verdict.SEEN, null);

    /// A page with less text than this has little besides what it is suspected of, in characters.
    private static final int LITTLE_TEXT = 1_200;

    private static final int FEW_LINKS = 25;
    private static final int SHORT_TEXT = 2_500;
    private static final double WHOLE_WINDOW = 0.75;

    /// A page that would not stay.
    public static Judgement navigatedAway() {
        return new Judgement(Verdict.NAVIGATED_AWAY, "the page went on to another document whenever it was looked at");
    }

    /// @param asked the address that was to be looked at
    /// @param document the answer that the page came in
    /// @param facts what was on it in the end
    public static Judgement of(URI asked, Document document, PageFacts facts) {
        if (isHtml(document.contentType()) && facts.html()) {
            var wall =
                    Stream.of(bot(document, facts), login(asked, document, facts), consent(facts))
                            .flatMap(Optional::stream)
                            .findFirst();
            if (wall.isPresent()) {
                return wall.get();
            }
        }
        if (document.status() >= 400) {
            return new Judgement(Verdict.ERROR_PAGE, "the status " + document.status());
        }
        if (!isHtml(document.contentType()) || !facts.html()) {
            return new Judgement(Verdict.NOT_HTML, "the content type " + document.contentType());
        }
        if (facts.empty()) {
            return new Judgement(Verdict.EMPTY_PAGE, "no text, no picture and no control");
        }
        return disguised(facts);
    }

    private static Optional<Judgement> bot(Document document, PageFacts facts) {
        if (document.challenged()) {
            return is(Verdict.BOT_WALL, "the server says that its answer is a challenge");
        }
        var refused = document.status() == 403 || document.status() == 429 || document.status() == 503;
        var little = facts.textLength() < LITTLE_TEXT;
        if (refused && WallWords.REFUSED.matcher(facts.title() + " " + facts.text()).find()) {
            return is(Verdict.BOT_WALL, "a refusal that names a reference");
        }
        if (!little) {
            return Optional.empty();
        }
        var said = found(WallWords.ROBOT, facts.title()) || found(WallWords.ROBOT, facts.heading());
        var source = facts.sources().stream().anyMatch(address -> found(WallWords.ROBOT_SOURCE, address));
        var mark = facts.marks().stream().anyMatch(id -> found(WallWords.ROBOT_MARK, id));
        if (said && (source || mark || refused) || refused && (source || mark)) {
            return is(
                    Verdict.BOT_WALL,
                    said ? "a title or heading that asks for patience or proof" : "parts of a check for robots");
        }
        return Optional.empty();
    }

    private static Optional<Judgement> login(URI asked, Document document, PageFacts facts) {
        var fields = facts.passwords() + facts.accounts();
        if (document.status() == 401 || document.status() == 403 && facts.passwords() > 0) {
            return is(Verdict.LOGIN_WALL, "the status " + document.status());
        }
        // Who asks for the login page gets what he asked for.
        if (fields == 0 || isLogin(asked)) {
            return Optional.empty();
        }
        if (isLogin(PageUrl.shown(facts.url()))) {
            return is(Verdict.LOGIN_WALL, "a form for a login at an address that leads to one");
        }
        var little = facts.textLength() < LITTLE_TEXT && facts.links() < FEW_LINKS;
        var said = found(WallWords.LOGIN, facts.title()) || found(WallWords.LOGIN, facts.heading());
        return facts.passwords() > 0 && little && said
                ? is(Verdict.LOGIN_WALL, "a form for a login and little else")
                : Optional.empty();
    }

    private static Optional<Judgement> consent(PageFacts facts) {
        var asks = found(WallWords.CONSENT, facts.overlay()) && found(WallWords.AGREE, facts.overlay());
        if (facts.covered() >= WHOLE_WINDOW && (asks || found(WallWords.CONSENT_FRAME, facts.overlay()))) {
            return is(Verdict.CONSENT_WALL, "a question for consent that covers the window");
        }
        return Optional.empty();
    }

    /// Pages that a server sends with status 200, though there is no page.
    private static Judgement disguised(PageFacts facts) {
        var heading = facts.heading();
        var little = facts.textLength() < SHORT_TEXT;
        if (found(WallWords.NOT_FOUND, heading) || little && anyPart(WallWords.NOT_FOUND, facts.title())) {
            return new Judgement(Verdict.SOFT_404, "a title or heading that says so");
        }
        if (little && (found(WallWords.BROKEN, heading) || anyPart(WallWords.BROKEN, facts.title()))) {
            return new Judgement(Verdict.ERROR_PAGE, "a title or heading that says so");
        }
        if (found(WallWords.LOADING, facts.text())) {
            return new Judgement(Verdict.EMPTY_PAGE, "nothing but a notice that the page is loading");
        }
        return SEEN;
    }

    private static Optional<Judgement> is(Verdict verdict, String because) {
        return Optional.of(new Judgement(verdict, because));
    }

    private static boolean anyPart(Pattern words, String title) {
        return WallWords.TITLE_SEPARATOR.splitAsStream(title).anyMatch(part -> found(words, part));
    }

    private static boolean found(Pattern words, String text) {
        return words.matcher(text).find();
    }

    private static boolean isLogin(URI address) {
        return found(WallWords.LOGIN_PATH, String.valueOf(address.getRawPath()));
    }

    /// A server that names no type leaves it to the browser, which took it for a page.
    private static boolean isHtml(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        var type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml+xml");
    }
}
