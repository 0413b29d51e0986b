package dev.tandem.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts the whole of Tandem on this machine; `./up` runs it.
final class Main {

    private static final List<String> JVM_FLAGS =
            List.of(
                    "-Xms64m",
                    "-Xmx768m",
                    "-XX:+UseSerialGC",
                    // They wait for boards and browsers most of the time: the optimising compiler takes more than it
                    // brings.
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private Main() {}

    /// @param arguments the root of the checkout, then `--interactive` where somebody can press Enter
    public static void main(String[] arguments) {
        var root = Path.of(arguments[0]).toAbsolutePath();
        boolean interactive = List.of(arguments).contains("--interactive");
        Lifetime.of(stop -> run(root, interactive, stop));
    }

    private static int run(Path root, boolean interactive, StopRequest stop) {
        var progress = new Progress(System.out);
        try {
            var home = Home.at(root.resolve(".tandem"));
            var services = services(root, home, System.getenv());
            return new Launcher(home, services, System.getenv(), stop, progress).run(interactive);
        } catch (StartFailure failure) {
            progress.text(failure.sentence());
            return 1;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<Service> services(Path root, Home home, Map<String, String> environment) {
        return List.of(
                new Service(
                        "audit-api",
                        command(root, home, "audit-api"),
                        Ports.configured(environment, "TANDEM_AUDIT_PORT", 8081),
                        "TANDEM_AUDIT_PORT",
                        "audit",
                        0),
                new Service(
                        "job-api",
                        command(root, home, "job-api"),
                        Ports.configured(environment, "TANDEM_JOBS_PORT", 8082),
                        "TANDEM_JOBS_PORT",
                        "jobs",
                        1));
    }

    private static List<String> command(Path root, Home home, String module) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dtandem.home=" + home.folder());
        command.addAll(JVM_FLAGS);
        command.add("-jar");
        command.add(root.resolve(Path.of(module, "target", "quarkus-app", "quarkus-run.jar")).toString());
        return List.copyOf(command);
    }
}
