package dev.tandem.audit.dispatch;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.failpoint.Failpoint;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Where a worker asks for work, on its own thread: by hints while Redis answers, by looking into the database when it
/// does not, and now and then in any case, because hints may be lost.
@ApplicationScoped
public class Queue {

    /// How long a statement or a command may take before the worker takes the other way.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// While Redis is away, it is tried again so often.
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final Claims claims;
    private final Hints hints;
    private final DispatchConfig config;
    private volatile boolean prepared;
    private volatile boolean degraded;
    private long triedAt;
    private boolean foundWithoutHint;

    Queue(Claims claims, Hints hints, DispatchConfig config) {
        this.claims = claims;
        this.hints = hints;
        this.config = config;
    }

    /// Whether Redis is away, so that scans start up to a second later.
    public boolean degraded() {
        return degraded;
    }

    /// Waits for the next scans, for about the configured hint wait. For one thread.
    ///
    /// @param worker names the process that asks
    /// @param atMost how many it has places for, 1 or more
    /// @return the claims, empty when there was nothing to do
    public List<Claim> next(String worker, int atMost) throws InterruptedException {
        // Where one scan lay without a hint there may be more: no waiting for hints between them.
        if (!foundWithoutHint) {
            var claimed = byHint(worker, atMost);
            if (!claimed.isEmpty()) {
                return claimed;
            }
        }
        var claimed = await(claims.claimNext(worker, atMost));
        foundWithoutHint = !claimed.isEmpty();
        return claimed;
    }

    /// Tells Redis that this worker reads no more hints. Harmless when it fails: nothing depends on it.
    public void leave(String worker) {
        if (!degraded) {
            try {
                await(hints.leave(worker));
            } catch (RuntimeException failure) {
                Log.debugf("The hints' reader could not be removed cause=%s", failure.getClass().getSimpleName());
            }
        }
    }

    private List<Claim> byHint(String worker, int atMost) throws InterruptedException {
        if (degraded && System.nanoTime() - triedAt < TRY_AGAIN.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(config.hintWait().toMillis());
            return List.of();
        }
        List<Hints.Hint> read;
        try {
            triedAt = System.nanoTime();
            prepare();
            read = await(hints.next(worker, config.hintWait(), atMost));
            if (read.isEmpty()) {
                read = await(hints.abandoned(worker, atMost));
            }
        } catch (RuntimeException failure) {
            if (Thread.interrupted() || failure.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            degrade(failure);
            return List.of();
        }
        if (read.isEmpty()) {
            return List.of();
        }
        Failpoint.hit("claim.hint-read");
        var claimed = await(claims.claim(read.stream().map(Hints.Hint::scanId).distinct().toList(), worker));
        Failpoint.hit("claim.before-settle");
        settle(read);
        return claimed;
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

    /// Nobody waits for it: a hint that is not settled names a scan that is taken, which its next reader finds out.
    private void settle(List<Hints.Hint> read) {
        hints.settle(read).subscribe().with(settled -> {}, this::degrade);
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
