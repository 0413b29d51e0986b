package dev.tandem.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.poll.RecordedBoards;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
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
        Map<String, Map<String, ?>> paths =
                given().header("Accept", "application/json").get("/q/openapi").jsonPath().getMap("paths");
        assertThat(paths)
                .containsKeys("/sources", "/sources/{id}", "/postings", "/postings/{id}", "/polls")
                .containsKeys("/polls/{id}", "/polls/{id}/events");

        paths.forEach((path, operations) ->
                operations.keySet().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> {
                            // When
                            var answer =
                                    given().contentType("application/json")
                                            .request(
                                                    method, path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString()));

                            // Then
                            assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(401);
                        }));
    }
}
