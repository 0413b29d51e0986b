package dev.tandem.audit.run;

import dev.tandem.audit.dispatch.Claim;
import dev.tandem.audit.scan.Engine;
import dev.tandem.audit.scan.ScanError;
import dev.tandem.common.async.Blocking;
import dev.tandem.common.problem.Incident;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The engines of one scan, each lane on a thread of its own. The scan's limit is each lane's: one that is late, or
/// waits too long for its turn, costs nothing of what the other has found.
final class Lanes {

    /// What the engines of one lane do, on a thread that may block.
    interface Audit {
        EngineAnswer run(Claim claim, Set<Engine> engines) throws InterruptedException;
    }

    /// What there is to work with.
    ///
    /// @param page for the engines that are injected into the page
    record Audits(Audit page, Audit lighthouse) {}

    private final Audits audits;
    private final RunTrace trace;
    private final BiConsumer<Engine, String> progress;

    /// @param progress told of each engine's state when it changes; must not block
    Lanes(Audits audits, RunTrace trace, BiConsumer<Engine, String> progress) {
        this.audits = audits;
        this.trace = trace;
        this.progress = progress;
    }

    /// Begins with the subscription, and stops the engines when that is cancelled.
    ///
    /// @param limit how long a lane may take; then its engines are stopped, and have failed
    /// @return an answer for each engine of the claim
    Uni<List<EngineAnswer>> ask(Claim claim, Duration limit) {
        var asked = new ArrayList<Uni<EngineAnswer>>();
        ask(asked, claim, Engine::inPage, audits.page(), limit);
        ask(asked, claim, engine -> !engine.inPage(), audits.lighthouse(), limit);
        return Uni.combine().all().unis(asked).with(EngineAnswer.class, answers -> answers);
    }

    private void ask(List<Uni<EngineAnswer>> asked, Claim claim, Predicate<Engine> lane, Audit audit, Duration limit) {
        var engines = claim.engines().stream().filter(lane).collect(Collectors.toUnmodifiableSet());
        if (engines.isEmpty()) {
            return;
        }
        var start = System.nanoTime();
        engines.forEach(engine -> progress.accept(engine, "RUNNING"));
        asked.add(
                Blocking.call(() -> trace.lane(engines, audit, claim))
                        .ifNoItem()
                        .after(limit)
                        .recoverWithItem(() -> late(engines, start))
                        .onFailure(failure -> !(failure instanceof InterruptedException))
                        .recoverWithItem(failure -> broken(engines, failure, start))
                        .invoke(answer ->
                                answer.runs().forEach(run -> progress.accept(run.engine(), run.outcome().name()))));
    }

    private static EngineAnswer late(Set<Engine> engines, long start) {
        var sentence = "The scan's time was over before this engine had answered; it was stopped.";
        return new EngineAnswer.Failure(engines, new ScanError("SCAN_TIMED_OUT", sentence, true), since(start));
    }

    private static EngineAnswer broken(Set<Engine> engines, Throwable failure, long start) {
        var incident = Incident.log("engines " + engines, failure);
        var sentence = "The engine broke in a way that says nothing about the page, incident " + incident + ".";
        return new EngineAnswer.Failure(engines, new ScanError("ENGINE_FAILED", sentence, true), since(start));
    }

    private static long since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
