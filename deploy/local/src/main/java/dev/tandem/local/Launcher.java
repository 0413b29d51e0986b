package dev.tandem.local;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Starts everything, waits for the end, and stops everything: one run from the first line to the last.
final class Launcher {

    private static final int POSTGRES_PORT = 5442;
    private static final int REDIS_PORT = 6389;
    private static final Duration READY = Duration.ofMinutes(3);

    private final Home home;
    private final List<Service> services;
    private final Map<String, String> environment;
    private final StopRequest stop;
    private final Progress progress;

    Launcher(Home home, List<Service> services, Map<String, String> environment, StopRequest stop, Progress progress) {
        this.home = home;
        this.services = services;
        this.environment = environment;
        this.stop = stop;
        this.progress = progress;
    }

    /// Runs until a stop is requested or a part ends by itself. Whatever happens, nothing is left running.
    ///
    /// @param interactive whether somebody can press Enter
    /// @return 0 when everything was ready and then stopped on request, else 1
    int run(boolean interactive) {
        try (var _ = RunLock.take(home)) {
            var leftovers = new Leftovers(home);
            if (leftovers.exist()) {
                progress.step("Ending what an earlier run left behind.");
            }
            leftovers.end();
            requireFreePorts();
            return runOn(leftovers, interactive);
        } catch (StartFailure failure) {
            progress.text(failure.sentence());
            return 1;
        } catch (IOException failure) {
            progress.text("Tandem could not use its folder %s: %s".formatted(home.folder(), failure));
            return 1;
        }
    }

    /// The only place where anything is started, and so the only one where it is stopped.
    private int runOn(Leftovers leftovers, boolean interactive) throws IOException {
        try {
            stop.interruptsThisThread();
            awaitEnd(start(leftovers, interactive));
            return 0;
        } catch (StartFailure failure) {
            progress.text(failure.sentence());
            return 1;
        } catch (IOException failure) {
            if (!stop.isMade()) {
                throw failure;
            }
            // The interruption closed a file that was just being written.
            return 1;
        } finally {
            stop.leavesThisThreadAlone();
            progress.step("Stopping.");
            leftovers.end();
            progress.step("Everything has stopped.");
        }
    }

    private List<Child> start(Leftovers leftovers, boolean interactive) throws IOException {
        var secrets = Secrets.loadOrCreate(home.secrets(), new SecureRandom()).or(environment);
        var marked = new HashMap<>(environment);
        marked.put(Ending.RUN_VARIABLE, leftovers.nameRun());

        var connections = new Service.Connections(startPostgres(), startRedis(marked));
        var children = new LinkedHashMap<Service, Child>();
        for (var service : services) {
            progress.step("Starting %s.".formatted(service.name()));
            var settings = service.environment(marked, services, secrets.asEnvironment(), connections);
            children.put(service, service.start(home, settings));
        }
        new Readiness(home, stop, progress).await(children, READY);
        var tokens = new Tokens(secrets.adminSession(), InstantSource.system());
        new Invitation(home, services, tokens, progress).hand(interactive);
        return Stream.concat(
                        children.values().stream(),
                        Stream.of(connections.redis().child(), connections.postgres().child()))
                .toList();
    }

    private void requireFreePorts() {
        for (var service : services) {
            if (Ports.isTaken(service.port())) {
                throw new StartFailure(
                        "Port %d is taken, and %s needs it. Set %s to another one."
                                .formatted(service.port(), service.name(), service.portVariable()));
            }
        }
    }

    private PostgresServer startPostgres() throws IOException {
        progress.step("Starting PostgreSQL.");
        int port = new Ports(home.ports()).chosen(PostgresServer.NAME, POSTGRES_PORT);
        try {
            return PostgresServer.start(home, port, services.stream().map(Service::database).toList());
        } catch (IOException | SQLException | RuntimeException failure) {
            if (stop.isMade()) {
                throw new StartFailure("Stopped before PostgreSQL was ready.");
            }
            var sentence = "PostgreSQL did not start (%s).".formatted(failure.getMessage());
            throw StartFailure.withLog(sentence, home, home.log(PostgresServer.NAME));
        }
    }

    private RedisServer startRedis(Map<String, String> marked) throws IOException {
        if (stop.isMade()) {
            // A library on the way may have swallowed the interruption.
            throw new StartFailure("Stopped before Redis was started.");
        }
        progress.step("Starting Redis.");
        int port = new Ports(home.ports()).chosen(RedisServer.NAME, REDIS_PORT);
        return RedisServer.start(home, port, marked, stop);
    }

    /// @throws StartFailure when a part ended though nobody asked for it
    private void awaitEnd(List<Child> parts) {
        var ends = new ArrayList<CompletableFuture<?>>();
        ends.add(stop.made());
        parts.forEach(part -> ends.add(part.process().onExit()));
        CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
        if (stop.isMade()) {
            return;
        }
        for (var part : parts) {
            if (!Ending.isAlive(part.process())) {
                throw StartFailure.withLog(part.name() + " stopped by itself.", home, part.log());
            }
        }
    }
}
