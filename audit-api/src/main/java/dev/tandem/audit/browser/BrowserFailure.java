package dev.tandem.audit.browser;

import dev.tandem.audit.scan.ScanError;
import org.jspecify.annotations.Nullable;

/// Why a page could not be audited, in a code for programs and a sentence for people.
public final class BrowserFailure extends Exception {

    private final transient ScanError error;

    /// @param cause what the library threw, for the log alone; null when there was nothing
    BrowserFailure(String code, String sentence, boolean retryable, @Nullable Throwable cause) {
        super(sentence, cause);
        this.error = new ScanError(code, sentence, retryable);
    }

    public ScanError error() {
        return error;
    }
}
