package dev.tandem.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.Endpoint;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.poll.RecordedBoards;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class EveryEndpointTest {

    @Test
    void isClosedToWhoeverShowsNothing() {
        // Given
        assertThat(Endpoint.all())
                .extracting(Endpoint::path)
                .contains("/sources", "/sources/{id}", "/postings", "/postings/{id}", "/polls")
                .contains("/polls/{id}", "/polls/{id}/events");

        for (var endpoint : Endpoint.all()) {
            // When
            var answer = endpoint.toAStranger();

            // Then
            assertThat(answer.status()).as(endpoint.toString()).isEqualTo(401);
        }
    }
}
