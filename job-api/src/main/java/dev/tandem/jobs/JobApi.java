package dev.tandem.jobs;

import dev.tandem.common.start.StartupCheck;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the job service, unless it would be unsafe to.
@QuarkusMain
public final class JobApi {

    private JobApi() {}

    /// Ends with exit code 78 and one line when a setting that makes the service safe is missing.
    public static void main(String... args) {
        StartupCheck.exitUnlessSafe();
        Quarkus.run(args);
    }
}
