package dev.tandem.audit.scan;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/// The findings in numbers.
///
/// @param issues how many barriers were found
/// @param bySeverity how many of each severity
/// @param needsReview how many places a person must judge; not counted among the issues
/// @param clean whether the page was really seen and no barrier was found on it
@RegisterForReflection
public record Summary(int issues, Map<String, Integer> bySeverity, int needsReview, boolean clean) {}
