package dev.tandem.jobs.notify;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A filter's webhook and what became of its last messages.
@Schema(name = "Webhook")
record WebhookView(
        String url,
        @Schema(description = "Signs the messages. Shown only now, when it was made.") @Nullable String secret,
        @Schema(description = "Matches since then are told.") Instant since,
        @Schema(description = "The newest first.") List<Message> messages) {

    /// A message to a webhook.
    @Schema(name = "WebhookMessage")
    @RegisterForReflection
    record Message(
            @Schema(description = "Its `webhook-id`.") UUID id,
            Instant createdAt,
            int matches,
            @Schema(description = "PENDING, DELIVERED or GIVEN_UP.") String state,
            int attempts,
            @Schema(description = "What went wrong last.") @Nullable String error) {}
}
