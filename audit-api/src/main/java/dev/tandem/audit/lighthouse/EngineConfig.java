package dev.tandem.audit.lighthouse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/// Where the engines are and how much Lighthouse may take.
@ConfigMapping(prefix = "audit.engine")
public interface EngineConfig {

    /// The folder with `lighthouse-worker.mjs` and its `node_modules`.
    @WithDefault("engines")
    Path directory();

    /// The Node binary, 22.19 or newer.
    @WithDefault("node")
    String node();

    /// The Lighthouse lane.
    Lighthouse lighthouse();

    /// The Lighthouse lane.
    interface Lighthouse {

        /// Node processes, each with a browser in reserve, some 800 MB together; unset: half of the processors.
        OptionalInt workers();

        /// Runs that score performance at the same time. More than one makes their scores unsteady: 0.72 to 0.94 for
        /// the same page with four on two cores.
        @WithDefault("1")
        int performanceRuns();

        /// The deadline of a run; where a median of several is asked for, of each.
        @WithDefault("60s")
        Duration deadline();

        /// How long a run may wait for a worker before it is refused.
        @WithDefault("5m")
        Duration queueTimeout();

        /// How long a worker may take from its start until it can run.
        @WithDefault("30s")
        Duration startTimeout();

        /// A worker that sends nothing for so long is hung; a healthy one has a heartbeat every 5 s.
        @WithDefault("20s")
        Duration silence();

        /// After the deadline the browser is killed at once, and the worker when this has passed as well.
        @WithDefault("3s")
        Duration grace();

        /// Lighthouse goes on without the `load` event after this time.
        @WithDefault("35s")
        Duration maxWaitForLoad();

        /// Lighthouse gives up on a page that has painted nothing after this time.
        @WithDefault("15s")
        Duration maxWaitForPaint();

        /// A worker is replaced after so many runs.
        @WithDefault("50")
        int runsPerWorker();

        /// A worker whose Node process uses more megabytes than this after a run is replaced.
        @WithDefault("800")
        int memoryLimitMegabytes();

        /// A worker that had nothing to do for so long is ended.
        @WithDefault("30m")
        Duration idle();

        /// A run is contended when its benchmark index is below this part of the best that this process has seen.
        @WithDefault("0.6")
        double contendedBelow();

        default int workerCount() {
            return workers().orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        }
    }
}
