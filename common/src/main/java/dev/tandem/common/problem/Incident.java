package dev.tandem.common.problem;

import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/// An unexpected failure, logged as one line: the classes of the exception chain and where our own code was. Messages
/// of foreign exceptions stay out, because drivers put SQL and connection strings with passwords in them.
public final class Incident {

    private static final int CHAIN = 5;

    private Incident() {}

    /// Logs the failure and returns the number to quote.
    public static String log(String doing, Throwable failure) {
        var number = String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
        Log.errorf("Unexpected failure incident=%s doing=%s cause=%s", number, doing, describe(failure));
        return number;
    }

    /// The exception chain without messages, such as `IllegalStateException@ScanService.java:57 < PgException@...`.
    public static String describe(Throwable failure) {
        var parts = new ArrayList<String>();
        for (var cause = failure; cause != null && parts.size() < CHAIN; cause = cause.getCause()) {
            parts.add(cause.getClass().getSimpleName() + place(cause));
        }
        return String.join(" < ", parts);
    }

    private static String place(Throwable cause) {
        for (var frame : cause.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.tandem.")) {
                return "@" + frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        var frames = cause.getStackTrace();
        return frames.length == 0 ? "" : "@" + frames[0].getClassName() + ":" + frames[0].getLineNumber();
    }
}
