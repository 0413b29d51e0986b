package dev.tandem.audit.lighthouse;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lighthouse for many callers: a few warm Node workers behind a fair queue, with one run at a time that scores
/// performance.
///
/// Safe for use by many threads. A run blocks its caller; interrupting the caller stops the run.
public final class LighthouseLane implements AutoCloseable {

    private final EngineConfig config;
    private final Path chromium;
    private final boolean sandbox;
    private final Path temporary;
    private final List<LighthouseSeat> seats = new ArrayList<>();
    private final Deque<LighthouseSeat> free = new ConcurrentLinkedDeque<>();
    private final InstantSource clock;
    private final LighthouseQueue queue;
    private final MachineGauge gauge;

    /// Starts nothing yet: a worker starts with the first run that needs it, or with [#warm()].
    ///
    /// @param chromium the browser's binary, best the headless shell
    /// @param sandbox false only where Chromium's sandbox can't work, such as for root
    /// @param egress asked once for each worker's place; a null port lets the browser go anywhere, which is for tests
    /// @param temporary where workers and their browsers keep temporary files
    public LighthouseLane(
            EngineConfig config,
            Path chromium,
            boolean sandbox,
            Supplier<? extends @Nullable EgressPort> egress,
            Path temporary,
            InstantSource clock) {
        this.config = config;
        this.chromium = chromium;
        this.sandbox = sandbox;
        this.temporary = temporary;
        this.clock = clock;
        var limits = config.lighthouse();
        this.queue = new LighthouseQueue(limits.workerCount(), limits.performanceRuns(), limits.queueTimeout());
        this.gauge = new MachineGauge(limits.contendedBelow());
        for (int place = 0; place < limits.workerCount(); place++) {
            seats.add(new LighthouseSeat(this::launch, egress.get(), clock));
        }
        free.addAll(seats);
    }

    /// Runs Lighthouse on one page and waits for the report.
    ///
    /// @throws LighthouseFailure when there is none, with a code, a sentence, and whether to try again
    public LighthouseReport run(LighthouseRequest request) throws LighthouseFailure {
        return run(request, _ -> {});
    }

    /// As [#run(LighthouseRequest)], telling of each phase as it begins.
    ///
    /// @param progress called on the calling thread; must not block
    public LighthouseReport run(LighthouseRequest request, Consumer<LighthousePhase> progress)
            throws LighthouseFailure {
        try (var _ = queue.enter(request.scoresPerformance())) {
            // The last one used comes first: its caches are warm, and the others may go idle.
            var seat = free.pop();
            try {
                var report = seat.run(request, progress);
                return report.contended(gauge.contended(report.benchmarkIndex()));
            } finally {
                free.push(seat);
            }
        }
    }

    /// Starts one worker ahead of the first run, in the background.
    public void warm() {
        seats.getFirst().warm();
    }

    /// Ends the workers that had nothing to do for the configured time. For a scheduler, every minute or so.
    ///
    /// @return how many ended
    public int retireIdle() {
        var since = clock.instant().minus(config.lighthouse().idle());
        return (int) free.stream().filter(seat -> seat.retireIfIdleSince(since)).count();
    }

    /// How many runs wait for a worker.
    public int waiting() {
        return queue.waiting();
    }

    /// Ends every worker and browser and waits until they are gone; runs under way fail.
    @Override
    public void close() {
        try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
            seats.forEach(seat -> closing.execute(seat::close));
        }
    }

    private LighthouseWorker launch(@Nullable EgressPort egress) throws LighthouseFailure {
        var command = new ArrayList<String>();
        command.add(config.node());
        command.add("--max-old-space-size=768");
        command.add(config.directory().resolve("lighthouse-worker.mjs").toAbsolutePath().toString());
        command.add("--chromium=" + chromium);
        if (egress != null) {
            command.add("--proxy-port=" + egress.port());
        }
        if (!sandbox) {
            command.add("--no-sandbox");
        }
        return LighthouseWorker.start(command, temporary, config.lighthouse());
    }
}
