package dev.tandem.audit.issue;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// Who says so.
///
/// @param engine such as `axe`
/// @param code the engine's own name of the rule
@RegisterForReflection
public record Source(String engine, String code) {}
