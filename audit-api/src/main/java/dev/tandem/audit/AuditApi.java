package dev.tandem.audit;

import dev.tandem.common.start.StartupCheck;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the service, or says in one line why it must not start.
@QuarkusMain
public class AuditApi {

    public static void main(String... arguments) {
        StartupCheck.exitUnlessSafe();
        Quarkus.run(arguments);
    }
}
