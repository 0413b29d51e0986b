package dev.tandem.audit.scan;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Set;

/// Why something could not be audited.
///
/// @param code what programs should compare, such as `DNS_NAME_NOT_FOUND`
/// @param message a sentence for people
/// @param retryable whether trying again may help
@RegisterForReflection
public record ScanError(String code, String message, boolean retryable) {

    private static final Set<String> OF_THE_MACHINE = Set.of("BROWSER_NOT_STARTED", "NO_FREE_BROWSER");

    /// Whether it says something of the worker's machine and nothing of the page, and may pass: no attempt was made.
    public boolean sparesTheAttempt() {
        return retryable && OF_THE_MACHINE.contains(code);
    }
}
