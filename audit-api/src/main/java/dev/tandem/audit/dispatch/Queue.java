package dev.tandem.audit.dispatch;

import dev.tandem.common.async.Blocking;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Where a worker asks for work, on its own thread: by hints while Redis answers, by looking into the database when it
/// does not, and now and then in any case, because hints may be lost.
@ApplicationScoped
public class Queue {

    /// How long a statement or a command may take before the worker takes the other way.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Claims claims;
    private final Hints hints;
    private final DispatchConfig config;
    private volatile boolean prepared;
    private volatile boolean degraded;

    Queue(Claims claims, Hints hints, DispatchConfig config) {
        this.claims = claims;
        this.hints = hints;
        this.config = config;
    }

    /// Whether Redis is away, so that scans start up to a second later.
    public boolean degraded() {
        return degraded;
    }

    /// Waits for the next scan, for about the configured hint wait.
    ///
    /// @param worker names the process that asks
    /// @return the claim, or empty when there was nothing to do
    public Optional<Claim> next(String worker) throws InterruptedException {
        var claim = byHint(worker);
        return claim.isPresent() ? claim : await(claims.claimNext(worker));
    }

    private Optional<Claim> byHint(String worker) throws InterruptedException {
        try {
            prepare();
            var hint = await(hints.next(worker, config.hintWait()));
            if (hint.isEmpty()) {
                hint = await(hints.abandoned(worker));
            }
            if (hint.isEmpty()) {
                return Optional.empty();
            }
            var claim = await(claims.claim(hint.get().scanId(), worker));
            settle(hint.get());
            return claim;
        } catch (RuntimeException failure) {
            if (Thread.interrupted() || failure.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            degrade(failure);
            // Not to spin while both Redis and the database are away.
            TimeUnit.MILLISECONDS.sleep(config.hintWait().toMillis());
            return Optional.empty();
        }
    }

    private void prepare() {
        if (prepared) {
            return;
        }
        await(hints.prepare());
        prepared = true;
        if (degraded) {
            Log.info("Redis answers again: scans start by hints.");
            degraded = false;
        }
    }

    /// A hint that can't be settled is no reason to drop the claim: it will be found to be taken.
    private void settle(Hints.Hint hint) {
        try {
            await(hints.settle(hint));
        } catch (RuntimeException failure) {
            degrade(failure);
        }
    }

    private void degrade(Throwable failure) {
        var groupIsGone = String.valueOf(failure.getMessage()).contains("NOGROUP");
        if (!degraded && !groupIsGone) {
            Log.warnf("Redis is away: scans are found by polling cause=%s", failure.getClass().getSimpleName());
        }
        degraded = !groupIsGone;
        prepared = false;
    }

    private static <T> T await(Uni<T> uni) {
        return Blocking.await(uni, PATIENCE);
    }
}
