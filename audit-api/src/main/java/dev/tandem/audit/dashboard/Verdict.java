package dev.tandem.audit.dashboard;

import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.ScanView;
import dev.tandem.audit.scan.Summary;
import java.util.Locale;

/// What an audit comes to, in one sentence and a remark. It calls a page clean only where the summary does.
record Verdict(String sentence, String remark, String css) {

    private static final String MACHINES = "Automatic checks find only part of all barriers. ";

    static Verdict of(ScanView scan) {
        var receipt = scan.receipt();
        var summary = scan.summary();
        if (receipt == null || summary == null) {
            return unknown(scan);
        }
        return switch (receipt.verdict()) {
            case SEEN -> seen(summary);
            case ERROR_PAGE ->
                    new Verdict(
                            "The server answered with an error page" + status(receipt) + ".",
                            "What was found is about that page, not about the one that you meant.",
                            "warn");
            case LOGIN_WALL ->
                    new Verdict(
                            "A login stands before the page.",
                            "What was found is about the login form, not about the page behind it.",
                            "warn");
            case BOT_WALL ->
                    new Verdict(
                            "The site took this audit for a robot and showed a check instead of the page.",
                            "What was found is about that check. The site’s owner can let this audit pass.",
                            "warn");
            case CONSENT_WALL ->
                    new Verdict(
                            "A question for consent covers the whole page.",
                            "What is below it may look and behave otherwise once somebody has answered.",
                            "warn");
            case SOFT_404 ->
                    new Verdict(
                            "There is no such page, though the server said that all is well.",
                            "What was found is about the page that says so.",
                            "warn");
            case NAVIGATED_AWAY ->
                    new Verdict(
                            "The page went on to other addresses whenever it was looked at.",
                            "Nothing can be said about a page that does not stay.",
                            "warn");
            case EMPTY_PAGE ->
                    new Verdict(
                            "The page was empty when it was audited.",
                            "Nothing can be said about a page that shows nothing.",
                            "warn");
            case NOT_HTML ->
                    new Verdict(
                            "The address leads to something that is not a web page.",
                            "It is of the type " + type(receipt) + ".",
                            "warn");
        };
    }

    private static Verdict unknown(ScanView scan) {
        var asked = scan.progress().containsKey("AXE");
        return new Verdict(
                asked ? "Whether the page has barriers is not known." : "Only Lighthouse looked at this page.",
                asked
                        ? "The accessibility engine did not finish; the reason is below."
                        : "Whether it has barriers was not part of this audit.",
                asked ? "warn" : "");
    }

    private static Verdict seen(Summary summary) {
        var review = review(summary.needsReview());
        if (summary.clean()) {
            return new Verdict("No barrier was found on this page.", MACHINES + review, "good");
        }
        var worst = worst(summary);
        return new Verdict(
                Names.count(summary.issues(), "barrier was", "barriers were") + " found on this page" + worst + ".",
                review.isEmpty() ? MACHINES.strip() : review,
                "bad");
    }

    private static String worst(Summary summary) {
        for (var severity : Severity.values()) {
            var number = summary.bySeverity().getOrDefault(severity.name(), 0);
            if (number > 0) {
                var word = severity.name().toLowerCase(Locale.ROOT);
                if (number == summary.issues()) {
                    return number == 1 ? ", and it is " + word : ", all of them " + word;
                }
                return ", " + number + " of them " + word;
            }
        }
        return "";
    }

    private static String review(int places) {
        return places == 0
                ? ""
                : Names.count(places, "place needs", "places need") + " a person’s judgement; see the end of the page.";
    }

    private static String status(Receipt receipt) {
        return receipt.status() == null ? "" : " (status " + receipt.status() + ")";
    }

    private static String type(Receipt receipt) {
        return receipt.contentType() == null ? "unknown" : receipt.contentType();
    }
}
