package dev.tandem.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.common.testing.Request;
import dev.tandem.jobs.poll.RecordedBoards;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class EveryEndpointTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @Test
    void isClosedToWhoeverShowsNothing() {
        // Given
        var paths = Request.anonymous().header("Accept", "application/json").get("/q/openapi").json().at("paths");
        assertThat(paths.map(""))
                .containsKeys("/sources", "/sources/{id}", "/postings", "/postings/{id}", "/polls")
                .containsKeys("/polls/{id}", "/polls/{id}/events");

        for (var path : paths.map("").keySet()) {
            paths.map(path).keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> {
                        // When
                        var answer =
                                Request.anonymous()
                                        .header("Content-Type", "application/json")
                                        .send(
                                                method.toUpperCase(Locale.ROOT),
                                                path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString()));

                        // Then
                        assertThat(answer.status()).as(method + " " + path).isEqualTo(401);
                    });
        }
    }
}
