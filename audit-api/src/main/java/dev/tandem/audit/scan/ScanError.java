package dev.tandem.audit.scan;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// Why something could not be audited.
///
/// @param code what programs should compare, such as `DNS_NAME_NOT_FOUND`
/// @param message a sentence for people
/// @param retryable whether trying again may help
@RegisterForReflection
public record ScanError(String code, String message, boolean retryable) {}
