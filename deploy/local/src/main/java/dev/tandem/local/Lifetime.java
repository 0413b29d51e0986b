package dev.tandem.local;

import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;

/// Ties a run to the life of this Java process: Ctrl-C, SIGTERM and SIGHUP become a stop request, and the process lives
/// on until the run has stopped everything.
final class Lifetime {

    private Lifetime() {}

    /// Runs on the calling thread, then ends the process with the exit code that the run returns.
    static void of(ToIntFunction<StopRequest> run) {
        var stop = new StopRequest();
        var exitCode = new CompletableFuture<Integer>();
        var hook =
                new Thread(
                        () -> {
                            stop.make();
                            // Without this the code would say which signal it was, even when all went as it should.
                            Runtime.getRuntime().halt(exitCode.join());
                        },
                        "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = 1;
        try {
            code = run.applyAsInt(stop);
        } finally {
            exitCode.complete(code);
        }
        System.exit(code);
    }
}
