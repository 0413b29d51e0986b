package dev.tandem.jobs.notify;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/// Where new matches are to be sent.
record SetWebhook(@NotBlank(message = "is missing.") @Nullable String url) {}
