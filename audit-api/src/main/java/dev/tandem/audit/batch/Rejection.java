package dev.tandem.audit.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// An entry of a batch that named no page.
///
/// @param index its place in the list, from 0
/// @param url what it named, cut where it is long; null when it was no text
/// @param reason goes on after the entry, such as "must begin with http:// or https://."
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rejection(int index, @Nullable String url, String reason) {}
