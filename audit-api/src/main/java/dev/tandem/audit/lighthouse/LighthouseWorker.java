package dev.tandem.audit.lighthouse;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One Node process with Lighthouse loaded and a browser in reserve. Runs one page at a time and blocks the caller
/// meanwhile. After any timeout or crash it is not fit for another run.
///
/// The protocol is described in `lighthouse-worker.mjs`.
final class LighthouseWorker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LighthouseWorker.class.getName());

    private final EngineConfig.Lighthouse limits;
    private final WorkerProcess process;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<WorkerEvent.Ready> ready = new CompletableFuture<>();
    private final BlockingQueue<WorkerEvent> events = new LinkedBlockingQueue<>();

    private volatile long lastSign = System.nanoTime();
    private volatile long residentBytes;
    private volatile boolean broken;
    private volatile boolean closed;
    private int runs;

    private LighthouseWorker(List<String> command, Path temporary, EngineConfig.Lighthouse limits) throws IOException {
        this.limits = limits;
        this.process = WorkerProcess.start(command, temporary, this::hear, this::hearTheEnd);
    }

    /// Starts the process and returns at once, while it loads Lighthouse and launches its first browser.
    ///
    /// @param temporary where the worker's temporary folder is made
    static LighthouseWorker start(List<String> command, Path temporary, EngineConfig.Lighthouse limits)
            throws LighthouseFailure {
        try {
            return new LighthouseWorker(command, temporary, limits);
        } catch (IOException failure) {
            throw LighthouseFailure.unavailable("Lighthouse could not be started: " + failure.getMessage());
        }
    }

    long pid() {
        return process.pid();
    }

    long residentBytes() {
        return residentBytes;
    }

    /// Why this worker should be replaced, if it should.
    Optional<String> unfitBecause() {
        if (broken || !process.alive() || ready.isCompletedExceptionally()) {
            return Optional.of("it broke");
        }
        if (runs >= limits.runsPerWorker()) {
            return Optional.of("it has done " + runs + " runs");
        }
        if (residentBytes > limits.memoryLimitMegabytes() * 1_000_000L) {
            return Optional.of("it uses " + residentBytes / 1_000_000 + " MB");
        }
        return Optional.empty();
    }

    /// Waits until the worker can run a page.
    ///
    /// @throws LighthouseFailure when it can't or takes longer than the start timeout
    void awaitReady() throws LighthouseFailure {
        try {
            var left = limits.startTimeout().toNanos() - (System.nanoTime() - startedAt);
            var first = ready.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
            LOG.log(Level.DEBUG, "{0} is ready with browser {1}", this, String.valueOf(first.browserPid()));
        } catch (InterruptedException cancelled) {
            throw LighthouseFailure.cancelled();
        } catch (TimeoutException late) {
            broken = true;
            throw LighthouseFailure.unavailable(
                    "Lighthouse did not start within %d seconds.".formatted(limits.startTimeout().toSeconds()));
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof LighthouseFailure told) {
                throw told;
            }
            throw new IllegalStateException(failure);
        }
    }

    /// Runs one page, on the calling thread, which may be interrupted to stop the run at once.
    LighthouseReport run(LighthouseRequest request, Consumer<LighthousePhase> progress) throws LighthouseFailure {
        var run = new WorkerRun(String.valueOf(runs), request, limits);
        runs++;
        lastSign = System.nanoTime();
        try {
            process.send(run.line());
            return follow(run, progress);
        } catch (IOException gone) {
            broken = true;
            throw ended();
        } catch (InterruptedException cancelled) {
            broken = true;
            process.kill();
            throw LighthouseFailure.cancelled();
        }
    }

    /// Ends the process, its browser and everything below; a run under way fails.
    @Override
    public void close() {
        closed = true;
        if (broken) {
            process.kill();
        }
        process.end();
    }

    @Override
    public String toString() {
        return process.toString();
    }

    private LighthouseReport follow(WorkerRun run, Consumer<LighthousePhase> progress)
            throws LighthouseFailure, InterruptedException {
        while (true) {
            var wait = Math.min(run.nanosLeft(), limits.silence().toNanos() - (System.nanoTime() - lastSign));
            var event = events.poll(Math.max(wait, 0), TimeUnit.NANOSECONDS);
            switch (event) {
                case WorkerEvent.Started(var id, _) when run.is(id) -> run.startNext();
                case WorkerEvent.Progress(var id, var phase) when run.is(id) -> progress.accept(phase);
                case WorkerEvent.Result(var id, var resident, var report) when run.is(id) -> {
                    residentBytes = resident;
                    return ReportReader.read(report, run.request(), run.elapsed());
                }
                case WorkerEvent.Failed(var id, var code, var message) when run.is(id) -> {
                    var failure = LighthouseFailure.reported(code, message);
                    broken = failure.code() != LighthouseFailure.Code.LIGHTHOUSE_BAD_REQUEST;
                    // Closing kills the browser under a run, which then says so.
                    throw closed ? ended() : failure;
                }
                case WorkerEvent.Gone() -> {
                    broken = true;
                    throw ended();
                }
                case null -> stopIfLate(run);
                default -> LOG.log(Level.DEBUG, "{0}: {1}", this, event);
            }
        }
    }

    private void stopIfLate(WorkerRun run) throws LighthouseFailure, InterruptedException {
        if (run.nanosLeft() <= 0) {
            broken = true;
            stop(run);
            throw new LighthouseFailure(
                    LighthouseFailure.Code.LIGHTHOUSE_TIMEOUT,
                    "Lighthouse did not finish within %d seconds; the site may not be answering."
                            .formatted(run.request().deadline().toSeconds()),
                    true);
        }
        if (System.nanoTime() - lastSign >= limits.silence().toNanos()) {
            broken = true;
            process.kill();
            throw LighthouseFailure.crashed("Lighthouse stopped responding while it was looking at the page.");
        }
    }

    /// The browser first, because Lighthouse then ends by itself; the worker too if it doesn't in time.
    private void stop(WorkerRun run) throws InterruptedException {
        process.killDescendants();
        var until = System.nanoTime() + limits.grace().toNanos();
        for (var left = limits.grace().toNanos(); left > 0; left = until - System.nanoTime()) {
            switch (events.poll(left, TimeUnit.NANOSECONDS)) {
                case WorkerEvent.Failed(var id, _, _) when run.is(id) -> {
                    return;
                }
                case WorkerEvent.Gone() -> {
                    return;
                }
                case null, default -> {}
            }
        }
        process.kill();
    }

    private LighthouseFailure ended() {
        return closed
                ? LighthouseFailure.unavailable("Lighthouse is being shut down.")
                : LighthouseFailure.crashed("The Lighthouse process ended while it was looking at the page.");
    }

    private void hear(String line) {
        lastSign = System.nanoTime();
        switch (WorkerEvent.parse(line)) {
            case WorkerEvent.Ready first -> ready.complete(first);
            // Kept out of the queue: nobody reads it between runs.
            case WorkerEvent.Heartbeat(var resident) -> residentBytes = resident;
            case WorkerEvent.Failed(var id, var code, var message) when id.isEmpty() ->
                    ready.completeExceptionally(LighthouseFailure.reported(code, message));
            case WorkerEvent.Noise(var text) -> LOG.log(Level.WARNING, "{0} said: {1}", this, text);
            case WorkerEvent event -> events.add(event);
        }
    }

    private void hearTheEnd() {
        ready.completeExceptionally(
                LighthouseFailure.unavailable("Lighthouse ended before it was ready; the log says why."));
        events.add(new WorkerEvent.Gone());
    }
}
