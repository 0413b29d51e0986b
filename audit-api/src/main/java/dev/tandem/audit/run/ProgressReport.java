package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.dispatch.Claims;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.ScanChanges;
import java.util.Map;
import java.util.TreeMap;

/// Tells followers what each engine is at. One write at a time, always the newest; nobody waits for it, and progress
/// that could not be told harms nothing.
final class ProgressReport {

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

    void say(Engine engine, String state) {
        Map<String, String> now;
        synchronized (this) {
            states.put(engine.name(), state);
            if (writing || over) {
                changed = true;
                return;
            }
            writing = true;
            now = Map.copyOf(states);
        }
        write(now);
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
