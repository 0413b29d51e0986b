package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {

    private static final Service AUDIT = service("audit-api", 8081, "audit", 0);
    private static final Service JOBS = service("job-api", 8082, "jobs", 1);
    private static final Child CHILD = new Child("store", ProcessHandle.current(), Path.of("store.log"));
    private static final Service.Connections CONNECTIONS =
            new Service.Connections(new PostgresServer(CHILD, 5442, "secret"), new RedisServer(CHILD, 6389));

    @Test
    void givesEachServiceItsOwnDatabases() {
        // When
        var audit = environment(AUDIT, Map.of());
        var jobs = environment(JOBS, Map.of());

        // Then
        assertThat(audit)
                .containsEntry("DATABASE_URL", "postgresql://tandem:secret@127.0.0.1:5442/audit")
                .containsEntry("REDIS_URL", "redis://127.0.0.1:6389/0")
                .containsEntry("QUARKUS_HTTP_PORT", "8081");
        assertThat(jobs)
                .containsEntry("DATABASE_URL", "postgresql://tandem:secret@127.0.0.1:5442/jobs")
                .containsEntry("REDIS_URL", "redis://127.0.0.1:6389/1")
                .containsEntry("QUARKUS_HTTP_PORT", "8082");
    }

    @Test
    void opensTheServicesToThisMachineAlone() {
        assertThat(environment(AUDIT, Map.of()))
                .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                .containsEntry("ALLOWED_HOSTS", "localhost,127.0.0.1")
                .containsEntry("ALLOWED_ORIGINS", "http://localhost:3000,http://localhost:8081,http://localhost:8082")
                .containsEntry("EGRESS_ALLOW", "127.0.0.0/8,::1/128")
                .containsEntry("ADMIN_SESSION_SECRET", "admin");
    }

    @Test
    void passesOnWhatAPersonHasSet() {
        // Given
        var inherited = Map.of("EGRESS_ALLOW", "", "JOBS_PROVIDER_GREENHOUSE_URL", "http://localhost:9000");

        // When
        var environment = environment(JOBS, inherited);

        // Then
        assertThat(environment).containsAllEntriesOf(inherited);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tandem.test                       | tandem.test,localhost,127.0.0.1",
                "127.0.0.1, tandem.test            | 127.0.0.1,tandem.test,localhost",
                "tandem.test,127.0.0.1,localhost   | tandem.test,127.0.0.1,localhost",
                "''                                | localhost,127.0.0.1"
            })
    void addsWhatItAsksByToTheHostsThatAPersonHasSet(String set, String hosts) {
        // When
        var environment = environment(JOBS, Map.of("ALLOWED_HOSTS", set));

        // Then
        assertThat(environment).containsEntry("ALLOWED_HOSTS", hosts);
    }

    @Test
    void keepsAForeignDatabaseAndPortAway() {
        // Given
        var inherited = Map.of("DATABASE_URL", "postgresql://elsewhere/production", "PORT", "80");

        // When
        var environment = environment(AUDIT, inherited);

        // Then
        assertThat(environment.get("DATABASE_URL")).endsWith("@127.0.0.1:5442/audit");
        assertThat(environment).doesNotContainKey("PORT");
    }

    private static Map<String, String> environment(Service service, Map<String, String> inherited) {
        return service.environment(
                inherited, List.of(AUDIT, JOBS), Map.of("ADMIN_SESSION_SECRET", "admin"), CONNECTIONS);
    }

    private static Service service(String name, int port, String database, int redisDatabase) {
        return new Service(name, List.of("java"), port, "PORT_VARIABLE", database, redisDatabase);
    }
}
