package dev.tandem.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.jobs.Floor.Work;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloorTest {

    private static final int LATENCY = 300;

    @Test
    void aHostAnswersSixInARound() {
        // Given
        var thirteen = IntStream.range(0, 13).mapToObj(any -> new Work("one", 1, List.of(0))).toList();

        // Then
        assertThat(Floor.of(thirteen, LATENCY).rounds()).isEqualTo(3);
        assertThat(Floor.of(thirteen, LATENCY).seconds()).isEqualTo(0.9);
    }

    @Test
    void pagesWaitForTheFirstAndDetailsForTheirPage() {
        // Given: one page, then six of which one has twelve details
        var board = new Work("one", 7, List.of(0, 12, 0, 0, 0, 0, 0));

        // Then: the first page, all others, and twelve details six by six
        assertThat(Floor.of(List.of(board), LATENCY).rounds()).isEqualTo(4);
    }

    @Test
    void asksFirstForWhatMostDependsOn() {
        // Given: six boards of one page, and one of which everything waits for the first page
        var boards = new java.util.ArrayList<>(Collections.nCopies(6, new Work("one", 1, List.of(0))));
        boards.add(new Work("one", 2, List.of(0, 6)));

        // Then
        assertThat(Floor.of(boards, LATENCY).rounds()).isEqualTo(3);
    }

    @Test
    void noMoreThanTenBoardsAreReadAtOnceHoweverManyHostsThereAre() {
        // Given
        var boards = IntStream.range(0, 21).mapToObj(host -> new Work("host-" + host, 2, List.of(0, 0))).toList();

        // Then: 42 rounds in ten places
        assertThat(Floor.of(boards, LATENCY).rounds()).isEqualTo(5);
    }

    @Test
    void theLadderIsBoundByTheHostWithTheMostDetailsUnlessNothingIsNew() {
        var boards = StandInBoard.all(1);

        // 12 pages and 1,000 details of one host; 12 pages and 52 details; 65 rounds for the lists in ten places
        assertThat(Floor.of(boards, 0, -1, LATENCY).seconds()).isEqualTo(50.7);
        assertThat(Floor.of(boards, 1, 0, LATENCY).seconds()).isEqualTo(3.3);
        assertThat(Floor.of(boards, 1, 1, LATENCY).seconds()).isEqualTo(2.1);
    }
}
