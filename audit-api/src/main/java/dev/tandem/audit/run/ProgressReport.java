package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.dispatch.Claims;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.ScanChanges;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Tells followers what each engine is at. One write at a time, always the newest; nobody waits for it, and progress
/// that could not be told harms nothing.
final class ProgressReport {

    /// What changes again at once need not be told twice, and a scan that is over by then tells its end alone.
    private static final Executor SOON = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final Claim claim;
    private final Claims claims;
    private final ScanChanges changes;
    private final Map<String, String> states = new TreeMap<>();
    private boolean writing;
    private boolean changed;
    private boolean over;

    ProgressReport(Claim claim, Claims claims, ScanChanges changes) {
        this.claim = claim;
        this.claims = claims;
        this.changes = changes;
    }

    synchronized void say(Engine engine, String state) {
        states.put(engine.name(), state);
        changed = true;
        if (!writing && !over) {
            writing = true;
            SOON.execute(this::next);
        }
    }

    /// The end says everything: nothing more is told.
    synchronized void end() {
        over = true;
    }

    private void write(Map<String, String> now) {
        claims.progress(claim, now)
                .chain(() -> changes.announce(claim.scanId()))
                .subscribe()
                .with(told -> next(), failure -> next());
    }

    private void next() {
        Map<String, String> now;
        synchronized (this) {
            writing = changed && !over;
            changed = false;
            if (!writing) {
                return;
            }
            now = Map.copyOf(states);
        }
        write(now);
    }
}
