package dev.tandem.common.start;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import sun.misc.Signal;

/// Makes an orderly end a success: told to end by SIGTERM, as every platform does, the process exits with 0 once it has
/// shut down. Java itself would say 143, which cannot be told from a process that was cut off.
@ApplicationScoped
class Termination {

    void start(@Observes StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Signal.handle(new Signal("TERM"), signal -> Quarkus.asyncExit(0));
        }
    }
}
