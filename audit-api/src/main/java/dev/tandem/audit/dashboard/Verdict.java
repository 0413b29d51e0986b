package dev.tandem.audit.dashboard;

import dev.tandem.audit.issue.Severity;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.Receipt;
import dev.tandem.audit.scan.ScanView;
import dev.tandem.audit.scan.Summary;
import java.util.Arrays;
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
        return receipt.verdict() == Receipt.Verdict.SEEN ? seen(summary) : notSeen(receipt);
    }

    private static Verdict notSeen(Receipt receipt) {
        return switch (receipt.verdict()) {
            case SEEN -> throw new IllegalArgumentException("This page was seen.");
            case LOGIN_WALL -> warn("A login stands before the page.", "What was found is about the login form.");
            case BOT_WALL ->
                    warn(
                            "The site took this audit for a robot and showed a check instead of the page.",
                            "What was found is about that check. The site’s owner can let this audit pass.");
            case CONSENT_WALL ->
                    warn(
                            "A question for consent covers the whole page.",
                            "What is below it may look and behave otherwise once somebody has answered.");
            case ERROR_PAGE ->
                    warn(
                            "The server answered with an error page" + status(receipt) + ".",
                            "What was found is about that page, not about the one that you meant.");
            case SOFT_404 ->
                    warn(
                            "There is no such page, though the server said that all is well.",
                            "What was found is about the page that says so.");
            case EMPTY_PAGE ->
                    warn(
                            "The page was empty when it was audited.",
                            "Nothing can be said about a page that shows nothing.");
            case NOT_HTML ->
                    warn(
                            "The address leads to something that is not a web page.",
                            "It is of the type " + type(receipt) + ".");
            case NAVIGATED_AWAY ->
                    warn(
                            "The page went on to other addresses whenever it was looked at.",
                            "Nothing can be said about a page that does not stay.");
        };
    }

    private static Verdict warn(String sentence, String remark) {
        return new Verdict(sentence, remark, "warn");
    }

    private static Verdict unknown(ScanView scan) {
        var asked = Arrays.stream(Engine.values()).anyMatch(engine -> wasAsked(scan, engine));
        return new Verdict(
                asked ? "Whether the page has barriers is not known." : "Only Lighthouse looked at this page.",
                asked
                        ? "The accessibility engines did not finish; the reason is below."
                        : "Whether it has barriers was not part of this audit.",
                asked ? "warn" : "");
    }

    private static boolean wasAsked(ScanView scan, Engine engine) {
        return engine.inPage() && scan.progress().containsKey(engine.name());
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
