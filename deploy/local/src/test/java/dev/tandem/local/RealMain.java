package dev.tandem.local;

import java.nio.file.Path;
import java.util.HashMap;

/// The launcher with the real services on other ports, and with a folder of its own.
final class RealMain {

    private RealMain() {}

    /// @param arguments the folder, the root of the checkout, audit-api's port, job-api's port
    public static void main(String[] arguments) {
        var environment = new HashMap<>(System.getenv());
        environment.put("TANDEM_AUDIT_PORT", arguments[2]);
        environment.put("TANDEM_JOBS_PORT", arguments[3]);
        Lifetime.of(stop -> {
            try {
                var home = Home.at(Path.of(arguments[0]));
                var services = Main.services(Path.of(arguments[1]), home, environment);
                return new Launcher(home, services, environment, stop, new Progress(System.out)).run(false);
            } catch (StartFailure failure) {
                System.out.println(failure.sentence());
                return 1;
            } catch (java.io.IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
    }
}
