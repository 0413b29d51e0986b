package dev.tandem.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandInBoardTest {

    @Test
    void theLadderHasTheBoardsThatItSays() {
        var boards = StandInBoard.all(1);

        assertThat(boards).hasSize(49);
        assertThat(boards.stream().mapToInt(StandInBoard::postings).sum()).isEqualTo(4_909);
        assertThat(
                        boards.stream()
                                .filter(board -> board.provider().hasDetails())
                                .mapToInt(StandInBoard::postings)
                                .sum())
                .isEqualTo(2_200);
        assertThat(boards.stream().map(StandInBoard::host).distinct()).hasSize(4 + 6 + 3);
    }

    @Test
    void aHundredTimesAsManyStillHaveHostsAndNamesOfTheirOwn() {
        var boards = StandInBoard.all(100);

        assertThat(boards.stream().map(StandInBoard::host).distinct()).hasSize(4 + 900);
        assertThat(boards.stream().map(board -> board.provider() + board.token(1)).distinct()).hasSize(4_900);
    }

    @Test
    void aPostingKeepsItsIdWhileItIsListed() {
        var board = new StandInBoard(Provider.SMARTRECRUITERS, 2);

        assertThat(board.listed(1)).hasSize(250).contains(100).doesNotContain(12);
        assertThat(board.posting(board.id(100))).isEqualTo(100);
        assertThat(board.lists(12, 0)).isTrue();
        assertThat(board.lists(12, 1)).isFalse();
    }
}
