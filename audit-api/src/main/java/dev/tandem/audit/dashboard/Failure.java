package dev.tandem.audit.dashboard;

import dev.tandem.audit.scan.EngineRun;
import org.jspecify.annotations.Nullable;

/// An engine that could not do its work, in sentences.
record Failure(String engine, String message, String code, String advice) {

    static @Nullable Failure of(EngineRun run) {
        var error = run.error();
        return error == null
                ? null
                : new Failure(
                        Names.engine(run.engine().name()), error.message(), error.code(), advice(error.retryable()));
    }

    static String advice(boolean retryable) {
        return retryable ? "Trying again may help." : "Trying again will not help until the cause is gone.";
    }
}
