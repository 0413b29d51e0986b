package dev.tandem.audit.lighthouse;

import java.util.regex.Pattern;

/// Why there is no Lighthouse report: a code for programs, a sentence for people, and whether trying again makes sense.
public final class LighthouseFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Pattern NET_ERROR = Pattern.compile("\\bERR_[A-Z0-9_]+");
    private static final Pattern STATUS = Pattern.compile("Status code: (\\d{3})");
    private static final Pattern PASSING_NET_ERROR =
            Pattern.compile(
                    "ERR_(CONNECTION_(TIMED_OUT|RESET|CLOSED|ABORTED|FAILED)|TIMED_OUT|NETWORK_CHANGED|EMPTY_RESPONSE|"
                            + "NAME_RESOLUTION_FAILED|DNS_TIMED_OUT|DNS_SERVER_FAILED|FAILED|HTTP2_PING_FAILED)");
    private static final Pattern PASSING_STATUS = Pattern.compile("429|5\\d\\d");

    private final Code code;
    private final boolean retryable;

    /// Stable names; new ones may join, none changes its meaning.
    public enum Code {
        /// The run's deadline passed.
        LIGHTHOUSE_TIMEOUT,
        /// The browser, its page or the worker ended during the run.
        LIGHTHOUSE_CRASHED,
        /// The page's own scripts kept the browser from answering.
        LIGHTHOUSE_PAGE_HUNG,
        /// The page showed nothing.
        LIGHTHOUSE_NO_PAINT,
        /// The main document did not arrive, or as an error.
        LIGHTHOUSE_DOCUMENT_FAILED,
        /// The connection is not secure, or the browser showed a warning instead of the page.
        LIGHTHOUSE_INSECURE,
        /// The address leads to something other than a web page.
        LIGHTHOUSE_NOT_HTML,
        /// The request itself can't be run.
        LIGHTHOUSE_BAD_REQUEST,
        /// Lighthouse broke in a way that says nothing about the page.
        LIGHTHOUSE_ENGINE_ERROR,
        /// Too many runs are waiting.
        LIGHTHOUSE_BUSY,
        /// No worker can be started here: no Node, no browser, or the service is stopping.
        LIGHTHOUSE_UNAVAILABLE,
        /// The caller was interrupted. Its interrupt flag is set again.
        LIGHTHOUSE_CANCELLED
    }

    LighthouseFailure(Code code, String sentence, boolean retryable) {
        super(sentence);
        this.code = code;
        this.retryable = retryable;
    }

    public Code code() {
        return code;
    }

    public boolean retryable() {
        return retryable;
    }

    /// Reads what the worker or Lighthouse says went wrong. The codes are those of Lighthouse's `lh-error.js`, and the
    /// worker's own.
    static LighthouseFailure reported(String engineCode, String message) {
        return switch (engineCode) {
            case "BROWSER_GONE", "TARGET_CRASHED" ->
                    crashed("The browser ended while Lighthouse was looking at the page.");
            case "BROWSER_UNAVAILABLE" ->
                    unavailable("No browser could be started for Lighthouse: " + firstLine(message));
            case "PAGE_HUNG", "NO_TTI_CPU_IDLE_PERIOD", "NO_TTI_NETWORK_IDLE_PERIOD" ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_PAGE_HUNG,
                            "The page kept the browser so busy that Lighthouse could not measure it.",
                            false);
            case "NO_FCP",
                    "NO_LCP",
                    "NO_LCP_ALL_FRAMES",
                    "NO_DCL",
                    "NO_FMP",
                    "NO_NAVSTART",
                    "NO_TRACING_STARTED",
                    "NO_SCREENSHOTS",
                    "NO_SPEEDLINE_FRAMES",
                    "SPEEDINDEX_OF_ZERO",
                    "INVALID_SPEEDLINE" ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_NO_PAINT, "The page showed nothing that Lighthouse could measure.", true);
            case "NO_DOCUMENT_REQUEST", "NO_RESOURCE_REQUEST", "FAILED_DOCUMENT_REQUEST", "ERRORED_DOCUMENT_REQUEST" ->
                    documentFailed(message);
            case "DNS_FAILURE" ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_DOCUMENT_FAILED, "The page's host name could not be resolved.", false);
            case "INSECURE_DOCUMENT_REQUEST", "CHROME_INTERSTITIAL_ERROR" ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_INSECURE,
                            "The browser showed a warning instead of the page; its certificate is probably not valid.",
                            false);
            case "NOT_HTML" ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_NOT_HTML, "The address leads to a file that is not a web page.", false);
            case "INVALID_URL", "BAD_REQUEST" ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_BAD_REQUEST, "Lighthouse can't run this: " + firstLine(message), false);
            case "UNSUPPORTED_OLD_CHROME" ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_UNAVAILABLE, "The browser here is too old for Lighthouse.", false);
            case "PROTOCOL_TIMEOUT", "CRI_TIMEOUT" ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_ENGINE_ERROR, "The browser did not answer Lighthouse in time.", true);
            case "TRACING_ALREADY_STARTED",
                    "PARSING_PROBLEM",
                    "READ_FAILED",
                    "MISSING_REQUIRED_ARTIFACT",
                    "ERRORED_REQUIRED_ARTIFACT" ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_ENGINE_ERROR,
                            "Lighthouse could not gather what it needs of the page (%s).".formatted(engineCode),
                            true);
            default ->
                    new LighthouseFailure(
                            Code.LIGHTHOUSE_ENGINE_ERROR,
                            "Lighthouse itself failed (%s): %s".formatted(engineCode, firstLine(message)),
                            true);
        };
    }

    static LighthouseFailure crashed(String sentence) {
        return new LighthouseFailure(Code.LIGHTHOUSE_CRASHED, sentence, true);
    }

    static LighthouseFailure unavailable(String sentence) {
        return new LighthouseFailure(Code.LIGHTHOUSE_UNAVAILABLE, sentence, true);
    }

    /// For a caller that was interrupted: sets its interrupt flag again, as nobody may swallow it.
    static LighthouseFailure cancelled() {
        Thread.currentThread().interrupt();
        return new LighthouseFailure(
                Code.LIGHTHOUSE_CANCELLED, "The Lighthouse run was stopped because the scan was cancelled.", false);
    }

    private static LighthouseFailure documentFailed(String message) {
        var status = STATUS.matcher(message);
        if (status.find()) {
            return new LighthouseFailure(
                    Code.LIGHTHOUSE_DOCUMENT_FAILED,
                    "The server answered with status %s instead of the page.".formatted(status.group(1)),
                    PASSING_STATUS.matcher(status.group(1)).matches());
        }
        var error = NET_ERROR.matcher(message);
        if (error.find()) {
            // Chromium gives up loading what turns out to be a download, such as a PDF.
            if (error.group().equals("ERR_ABORTED")) {
                return notHtml();
            }
            return new LighthouseFailure(
                    Code.LIGHTHOUSE_DOCUMENT_FAILED,
                    "The page could not be loaded (%s).".formatted(error.group()),
                    PASSING_NET_ERROR.matcher(error.group()).matches());
        }
        return new LighthouseFailure(Code.LIGHTHOUSE_DOCUMENT_FAILED, "The page could not be loaded.", true);
    }

    static LighthouseFailure notHtml() {
        return new LighthouseFailure(
                Code.LIGHTHOUSE_NOT_HTML, "The address leads to a file that is not a web page.", false);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("no reason given");
    }
}
