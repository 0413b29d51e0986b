package dev.tandem.jobs.poll;

import static dev.tandem.jobs.poll.Answers.JSON;
import static dev.tandem.jobs.poll.Answers.cutOff;
import static dev.tandem.jobs.poll.Answers.laterPages;
import static dev.tandem.jobs.poll.Answers.listing;
import static dev.tandem.jobs.poll.Answers.paged;
import static dev.tandem.jobs.poll.Answers.redirecting;
import static dev.tandem.jobs.poll.Answers.with;
import static dev.tandem.jobs.poll.BoardFault.all;
import static dev.tandem.jobs.poll.BoardFault.failing;
import static dev.tandem.jobs.poll.BoardFault.first;
import static dev.tandem.jobs.poll.BoardFault.partial;
import static dev.tandem.jobs.poll.BoardFault.plausible;
import static dev.tandem.jobs.source.Provider.ASHBY;
import static dev.tandem.jobs.source.Provider.GREENHOUSE;
import static dev.tandem.jobs.source.Provider.JSON_LD;
import static dev.tandem.jobs.source.Provider.LEVER;
import static dev.tandem.jobs.source.Provider.SMARTRECRUITERS;
import static dev.tandem.jobs.source.Provider.WORKDAY;

import dev.tandem.jobs.listing.FetchFailure.Code;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Everything that boards have been seen to do instead of listing their postings.
final class BoardFaults {

    private static final String HTML = "text/html";
    private static final String PAGE = "<html><body>We are improving our site.</body></html>";

    private BoardFaults() {}

    static List<BoardFault> every() {
        return Stream.of(statuses(), bodies(), transport(), pages(), lists()).flatMap(List::stream).toList();
    }

    private static List<BoardFault> statuses() {
        return List.of(
                failing("vanished", GREENHOUSE, Code.UNKNOWN_BOARD, with(404, JSON, "{\"status\":404}")),
                failing("lever-vanished", LEVER, Code.UNKNOWN_BOARD, with(404, JSON, "{\"ok\":false}")),
                failing("ashby-vanished", ASHBY, Code.UNKNOWN_BOARD, with(404, "text/plain", "Not Found")),
                failing("moved-tenant", WORKDAY, Code.UNKNOWN_BOARD, with(422, JSON, "{\"errorCode\":\"HTTP_422\"}")),
                failing("renamed-site", WORKDAY, Code.UNKNOWN_BOARD, with(404, JSON, "{\"errorCode\":\"S21\"}")),
                failing("blocked", WORKDAY, Code.FORBIDDEN, with(403, JSON, "{\"errorCode\":\"S22\"}")),
                failing("wants-html", LEVER, Code.UNEXPECTED_STATUS, with(406, HTML, PAGE)),
                failing("wants-a-browser", WORKDAY, Code.UNEXPECTED_STATUS, with(406, HTML, PAGE)),
                failing("broken", GREENHOUSE, Code.SERVER_ERROR, with(500, JSON, "{}")),
                failing("overloaded", SMARTRECRUITERS, Code.SERVER_ERROR, with(503, HTML, PAGE)),
                failing("too-much", SMARTRECRUITERS, Code.RATE_LIMITED, Answers.tooMuch("1")),
                failing("page-blocked", JSON_LD, Code.FORBIDDEN, with(403, HTML, PAGE)));
    }

    private static List<BoardFault> bodies() {
        var grouped = "[{\"title\":\"Oslo\",\"postings\":[]}]";
        return List.of(
                failing("maintenance", WORKDAY, Code.NOT_JSON, with(200, HTML, PAGE)),
                failing("soft-404", GREENHOUSE, Code.NOT_JSON, with(200, HTML, PAGE)),
                failing("json-maintenance", GREENHOUSE, Code.MALFORMED, with(200, JSON, "{\"status\":\"down\"}")),
                failing("breaks-off", ASHBY, Code.MALFORMED, cutOff(ASHBY)),
                failing("nothing-at-all", GREENHOUSE, Code.MALFORMED, with(200, JSON, "")),
                failing("other-shape", LEVER, Code.MALFORMED, with(200, JSON, "{\"ok\":true}")),
                partial("grouped", LEVER, Code.INCOMPLETE_ROWS, with(200, JSON, grouped)),
                failing("moved-home", GREENHOUSE, Code.REDIRECTED_AWAY, redirecting(302, "/welcome")),
                failing("moved-away", WORKDAY, Code.REDIRECTED_AWAY, redirecting(303, "https://example.org/down")),
                failing("moves-in-circles", ASHBY, Code.REDIRECTED_AWAY, redirecting(302, "?again")),
                partial("page-without-data", JSON_LD, Code.NOT_LISTED, with(200, HTML, PAGE)),
                partial("page-breaks-off", JSON_LD, Code.MALFORMED, cutOff(JSON_LD)));
    }

    private static List<BoardFault> transport() {
        return List.of(
                failing("truncated-gzip", GREENHOUSE, Code.MALFORMED, Answers.packedAndCutOff(GREENHOUSE)),
                failing("never-ends", LEVER, Code.TOO_LARGE, Answers.endless()),
                failing("drips", ASHBY, Code.TIMEOUT, Answers.dripping()),
                failing("silent", GREENHOUSE, Code.TIMEOUT, Answers.silent()),
                failing("hangs-up", SMARTRECRUITERS, Code.UNREACHABLE, Answers.hangingUp()),
                failing("hangs-up-early", ASHBY, Code.UNREACHABLE, Answers.hangingUpEarly()));
    }

    private static List<BoardFault> pages() {
        return List.of(
                partial("later-page-fails", WORKDAY, Code.INCOMPLETE_PAGES, laterPages(WORKDAY, 500)),
                partial("later-page-blocked", WORKDAY, Code.INCOMPLETE_PAGES, laterPages(WORKDAY, 403)),
                partial(
                        "later-page-too-much",
                        SMARTRECRUITERS,
                        Code.INCOMPLETE_PAGES,
                        laterPages(SMARTRECRUITERS, 429)),
                partial(
                        "first-page-again",
                        WORKDAY,
                        Code.COUNT_MISMATCH,
                        paged(WORKDAY, offset -> BoardPages.body(WORKDAY, first(20), 45))),
                partial("capped", WORKDAY, Code.COUNT_MISMATCH, listing(WORKDAY, first(40), 2_000)),
                partial(
                        "total-moves",
                        SMARTRECRUITERS,
                        Code.COUNT_MISMATCH,
                        paged(SMARTRECRUITERS, BoardFaults::withATotalThatMoves)),
                partial(
                        "rows-without-path",
                        WORKDAY,
                        Code.INCOMPLETE_ROWS,
                        paged(WORKDAY, offset -> BoardPages.body(WORKDAY, "{\"title\":\"Cook\"}", 1))),
                plausible("row-twice", WORKDAY, listing(WORKDAY, twice(all(WORKDAY), 19), 45)));
    }

    private static String withATotalThatMoves(int offset) {
        var all = all(SMARTRECRUITERS);
        return BoardPages.page(SMARTRECRUITERS, all, offset, all.length - offset / 100);
    }

    private static List<BoardFault> lists() {
        var none = first(0);
        return List.of(
                partial("lying-total", GREENHOUSE, Code.COUNT_MISMATCH, listing(GREENHOUSE, first(6), 12)),
                plausible("empty-or-unknown", SMARTRECRUITERS, listing(SMARTRECRUITERS, none, 0)),
                plausible("empty", GREENHOUSE, listing(GREENHOUSE, none, 0)),
                plausible("empty-lever", LEVER, listing(LEVER, none, 0)),
                plausible("empty-ashby", ASHBY, listing(ASHBY, none, 0)),
                plausible("sudden-drop", ASHBY, listing(ASHBY, first(4), 4)),
                plausible("duplicates", LEVER, listing(LEVER, twice(all(LEVER), 3), 13)),
                plausible("other-case", ASHBY, with(200, JSON, inCapitals())));
    }

    private static String inCapitals() {
        var rows =
                BoardPages.rows(
                        all(ASHBY),
                        number -> BoardPages.ashby(BoardPages.uuid(number).toUpperCase(Locale.ROOT), number));
        return BoardPages.body(ASHBY, rows, 0);
    }

    /// The posting at a place comes again after it.
    private static int[] twice(int[] postings, int place) {
        var longer = new int[postings.length + 1];
        System.arraycopy(postings, 0, longer, 0, place + 1);
        System.arraycopy(postings, place, longer, place + 1, postings.length - place);
        return longer;
    }
}
