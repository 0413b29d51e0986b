package dev.tandem.audit.feed;

import dev.tandem.audit.dispatch.Hints;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Notices that hints may have been lost: because they could not be sent, or because Redis began a new life (a flush, a
/// restart without its data, a failover to an old copy).
@ApplicationScoped
class HintWatch {

    private final Hints hints;
    private final String candidate = UUID.randomUUID().toString();
    private volatile @Nullable String incarnation;
    private volatile boolean away;
    private volatile boolean unsent;

    HintWatch(Hints hints) {
        this.hints = hints;
    }

    /// Whether Redis did not answer when it was last asked.
    boolean redisIsAway() {
        return away;
    }

    /// Sends, and remembers when that failed; never fails.
    Uni<Void> sending(Uni<Void> send) {
        return send.invoke(() -> away = false)
                .onFailure()
                .invoke(() -> {
                    away = true;
                    unsent = true;
                })
                .onFailure()
                .recoverWithNull();
    }

    /// Whether hints were lost since this was last asked; false while Redis is away. Never fails.
    Uni<Boolean> hintsWereLost() {
        return hints.incarnation(candidate)
                .map(now -> {
                    var lost = unsent || incarnation != null && !incarnation.equals(now);
                    incarnation = now;
                    unsent = false;
                    away = false;
                    return lost;
                })
                .onFailure()
                .recoverWithItem(() -> {
                    away = true;
                    unsent = true;
                    return false;
                });
    }
}
