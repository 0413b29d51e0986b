package dev.tandem.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// The real launcher with two stand-ins for the services. Its arguments: home, class path, two ports.
final class StandInMain {

    private StandInMain() {}

    public static void main(String[] arguments) {
        Lifetime.of(stop -> run(arguments, stop));
    }

    private static int run(String[] arguments, StopRequest stop) {
        try {
            var home = Home.at(Path.of(arguments[0]));
            var services =
                    List.of(
                            service("audit-api", home, arguments[1], arguments[2], "audit", 0),
                            service("job-api", home, arguments[1], arguments[3], "jobs", 1));
            return new Launcher(home, services, System.getenv(), stop, new Progress(System.out)).run(false);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Service service(
            String name, Home home, String classPath, String port, String database, int redisDatabase) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                List.of(
                        java,
                        "-Dtandem.home=" + home.folder(),
                        "-Xmx32m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        StandIn.class.getName());
        return new Service(name, command, Integer.parseInt(port), "TEST_PORT", database, redisDatabase);
    }
}
