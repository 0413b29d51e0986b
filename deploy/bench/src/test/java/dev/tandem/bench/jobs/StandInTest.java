package dev.tandem.bench.jobs;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandInTest {

    private final StandIn standIn = new StandIn(1, 300, true);
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    @BeforeAll
    void listen() throws Exception {
        port = FreePort.choose();
        standIn.begin(1, 0);
        standIn.listen(port);
    }

    @AfterAll
    void close() {
        standIn.close();
        http.close();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aBoardListsAllItsPostingsWithDescriptionsAndCountsWhoAsks(Provider provider) throws Exception {
        // Given
        var board = new StandInBoard(provider, provider.boards() - 1);
        var boards = new PlainBoards(new PlainClient(port), null);
        var before = seen();

        // When
        var rows = boards.list(board);
        var wanting =
                PlainBoards.wanting(board, rows.subList(0, 3), List.of(rows.getFirst().id()).stream().collect(toSet()));
        var details = boards.details(board, wanting);

        // Then
        var expected = board.listed(1).stream().map(board::id).toList();
        assertThat(rows).extracting(PlainBoards.Row::id).isEqualTo(expected);
        assertThat(details).hasSize(provider.hasDetails() ? 2 : 0);
        assertThat(provider.hasDetails() ? details : rows)
                .allSatisfy(row -> assertThat(row.description()).hasSizeGreaterThan(250));
        var after = seen();
        assertThat(after.requests() - before.requests()).isEqualTo(board.pages() + details.size());
        assertThat(after.connections() - before.connections()).isOne();
        assertThat(after.unknown()).isZero();
    }

    private Traffic.Seen seen() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/counts".formatted(port))).build();
        return Traffic.Seen.parse(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
