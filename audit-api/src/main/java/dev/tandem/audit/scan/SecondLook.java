package dev.tandem.audit.scan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What became of the findings when the page was looked at again.
///
/// @param made whether an engine looked again; it need not where nothing was found, or nothing has moved since
/// @param confirmed findings that hold
/// @param unstable findings that were seen both times, but that the engine could not decide once
/// @param dropped findings that were gone: the page was being built, or something was moving
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecondLook(boolean made, int confirmed, int unstable, int dropped) {

    /// What is said of a page that was never looked at.
    public static final SecondLook NONE = new SecondLook(false, 0, 0, 0);
}
