package dev.tandem.local;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One of the services, as the launcher knows it: a command, a port, and where its data is kept.
///
/// @param name as in the logs
/// @param command starts it; has to contain the installation's folder, by which an orphan is recognised
/// @param portVariable the environment variable that chooses the port
/// @param database in PostgreSQL
/// @param redisDatabase the number of the database in Redis
record Service(String name, List<String> command, int port, String portVariable, String database, int redisDatabase) {

    /// Links go to the first, and readiness is asked for at the second.
    private static final String OWN_HOSTS = "localhost,127.0.0.1";

    /// The service's environment: the launcher's own, with what the service can't do without.
    ///
    /// What a person has set wins wherever one value can be right for both services. Addresses, ports and secrets are
    /// the launcher's to say, because it signs, links and waits by them; hosts are added to, for the same reason.
    Map<String, String> environment(
            Map<String, String> inherited, List<Service> all, Map<String, String> secrets, Connections connections) {
        var environment = new HashMap<>(inherited);
        environment.putIfAbsent("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.merge("ALLOWED_HOSTS", OWN_HOSTS, Service::withOwnHosts);
        environment.putIfAbsent("ALLOWED_ORIGINS", origins(all));
        environment.putIfAbsent("EGRESS_ALLOW", "127.0.0.0/8,::1/128");
        environment.remove("PORT");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("DATABASE_URL", connections.postgres().url(database));
        environment.put("REDIS_URL", connections.redis().url(redisDatabase));
        environment.putAll(secrets);
        return environment;
    }

    Child start(Home home, Map<String, String> environment) throws IOException {
        return Child.start(home, name, command, home.folder().toString(), environment);
    }

    String address() {
        return "http://localhost:" + port;
    }

    private static String withOwnHosts(String set, String own) {
        return Stream.of(set, own)
                .flatMap(hosts -> Arrays.stream(hosts.split(",")))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .distinct()
                .collect(Collectors.joining(","));
    }

    private static String origins(List<Service> all) {
        // The first is where `next dev` serves the dashboard.
        var origins = new StringBuilder("http://localhost:3000");
        all.forEach(service -> origins.append(',').append(service.address()));
        return origins.toString();
    }

    /// Where the services keep their data in this run.
    record Connections(PostgresServer postgres, RedisServer redis) {}
}
