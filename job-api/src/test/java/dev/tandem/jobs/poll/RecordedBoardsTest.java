package dev.tandem.jobs.poll;

import static dev.tandem.jobs.Fixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tandem.common.testing.Json;
import dev.tandem.common.testing.RealPostgres;
import dev.tandem.common.testing.RealRedis;
import dev.tandem.jobs.Fixtures;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// The whole way: boards as they were recorded, through the real fetchers, into a real database.
@QuarkusTest
@QuarkusTestResource(RealPostgres.class)
@QuarkusTestResource(RealRedis.class)
@QuarkusTestResource(RecordedBoards.class)
class RecordedBoardsTest {

    private static final int BOARDS = 42;
    private static final int POSTINGS = 1_406;

    @Inject AgroalDataSource database;

    private final String tenant = Fixtures.tenant();

    @Test
    void noPostingIsLostOrDoubledAndASecondPollChangesNothing() throws Exception {
        // Given
        var boards = RecordedBoards.names();
        assumeFalse(
                boards.isEmpty(), "Skipped: recorded answers of real boards are looked for where TANDEM_DATA points.");
        for (var board : boards) {
            as(tenant)
                    .body("{\"name\": \"%1$s\", \"provider\": \"ASHBY\", \"board\": \"%1$s\"}".formatted(board))
                    .post("/sources")
                    .expect(201);
        }

        // When
        var started = System.nanoTime();
        var first = poll();
        var between = System.nanoTime();
        var second = poll();
        System.out.printf(
                "poll of %d recorded boards: first %d ms, again %d ms%n",
                boards.size(), (between - started) / 1_000_000, (System.nanoTime() - between) / 1_000_000);

        // Then
        // Some boards are empty, so that already the first look at them changes nothing.
        assertThat(first.texts("sources", "outcome")).hasSize(BOARDS).containsOnly("COMPLETE", "UNCHANGED");
        assertThat(first.number("totals.listed")).isEqualTo(POSTINGS);
        assertThat(first.number("totals.added")).isEqualTo(POSTINGS);
        assertThat(second.texts("sources", "outcome")).hasSize(BOARDS).containsOnly("UNCHANGED");
        assertThat(stored()).isEqualTo(POSTINGS);
    }

    private Json poll() {
        var answer = as(tenant).post("/polls");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private int stored() throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement(
                                "select count(*) from posting where tenant = ? and status = 'NEW' and misses = 0")) {
            statement.setString(1, tenant);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
