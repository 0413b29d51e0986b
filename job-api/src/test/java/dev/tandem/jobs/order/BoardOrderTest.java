package dev.tandem.jobs.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.jobs.order.BoardOrder.Planned;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardOrderTest {

    private static final int PER_HOST = 6;
    private static final int AT_ONCE = 10;
    private static final double MILLIS = 300;

    /// @param requests one after the other for the first, and then all at once
    private record Stand(String name, String host, int requests) {
        Work work() {
            return new Work(host, requests * MILLIS, alone(this), Math.clamp(requests - 1, 1, PER_HOST));
        }
    }

    @Test
    void beginsWithTheBusiestHostAndTheLongestBoard() {
        var order =
                order(
                        List.of(
                                new Stand("small", "a", 1),
                                new Stand("short", "b", 2),
                                new Stand("long", "b", 20),
                                new Stand("middle", "c", 5)));

        // The short one would only wait for its host, which the long one keeps busy.
        assertThat(begun(order, 4)).containsExactly("long", "middle", "small", "short");
    }

    @Test
    void beginsNoMoreOfAHostThanItAnswersAtOnceWhileOthersWait() {
        var boards = new ArrayList<Stand>();
        IntStream.range(0, 20).forEach(i -> boards.add(new Stand("a" + i, "a", 1)));
        IntStream.range(0, 4).forEach(i -> boards.add(new Stand("b" + i, "b", 1)));

        var first = begun(order(boards), AT_ONCE);

        assertThat(first.stream().filter(name -> name.startsWith("a"))).hasSize(6);
        assertThat(first.stream().filter(name -> name.startsWith("b"))).hasSize(4);
    }

    @Test
    void fillsUpWithABusyHostWhenThereIsNothingElse() {
        var boards = IntStream.range(0, 20).mapToObj(i -> new Stand("a" + i, "a", 1)).toList();

        assertThat(begun(order(boards), AT_ONCE)).hasSize(AT_ONCE);
    }

    @Test
    void takesAHostUpAgainWhenOneOfItsBoardsIsDone() {
        // Given
        var boards = new ArrayList<Stand>();
        IntStream.range(0, 8).forEach(i -> boards.add(new Stand("a" + i, "a", 1)));
        boards.add(new Stand("b", "b", 1));
        boards.add(new Stand("c", "c", 1));
        var order = order(boards);
        var running = IntStream.range(0, 6).mapToObj(i -> order.next().orElseThrow()).toList();
        assertThat(order.next().orElseThrow().board().name()).isNotIn("a6", "a7");

        // When
        order.done(running.getFirst());

        // Then
        assertThat(order.next().orElseThrow().board().host()).isEqualTo("a");
    }

    @Test
    void givesEachBoardOnce() {
        var boards = IntStream.range(0, 100).mapToObj(i -> new Stand("b" + i, "h" + i % 7, 1 + i % 5)).toList();

        assertThat(begun(order(boards), 200)).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void theLadderEndsWithinAFifthOfWhatHostsAndBoundsAllow() {
        // Given: its 49 boards, in the order in which they may well have been added
        var boards = new ArrayList<Stand>();
        IntStream.range(0, 18).forEach(i -> boards.add(new Stand("greenhouse" + i, "greenhouse", 1)));
        IntStream.range(0, 10).forEach(i -> boards.add(new Stand("lever" + i, "lever", 1)));
        IntStream.range(0, 8).forEach(i -> boards.add(new Stand("ashby" + i, "ashby", 1)));
        IntStream.range(0, 3).forEach(i -> boards.add(new Stand("page" + i, "page" + i, 1)));
        IntStream.range(0, 6).forEach(i -> boards.add(new Stand("workday" + i, "workday" + i, 10)));
        IntStream.range(0, 4).forEach(i -> boards.add(new Stand("smart" + i, "smart", 3)));

        // When
        var order = order(boards);
        var ordered = time(() -> order.next().orElse(null), order::done);
        var asAdded = new ArrayDeque<>(boards);
        var plain = time(() -> planned(asAdded), done -> {});

        // Then
        assertThat(ordered).isLessThanOrEqualTo(1.2 * floor(boards));
        assertThat(ordered).isLessThan(plain);
    }

    private static @Nullable Planned<Stand> planned(Queue<Stand> boards) {
        var next = boards.poll();
        return next == null ? null : new Planned<>(next, next.work());
    }

    /// No host answers faster than this, and no more boards are read at once.
    private static double floor(List<Stand> boards) {
        var perHost = new HashMap<String, Integer>();
        boards.forEach(board -> perHost.merge(board.host(), board.requests(), Integer::sum));
        var host = perHost.values().stream().mapToDouble(requests -> Math.ceilDiv(requests, PER_HOST) * MILLIS).max();
        var rounds = boards.stream().mapToDouble(BoardOrderTest::alone).sum() / AT_ONCE / MILLIS;
        var slots = Math.ceil(rounds) * MILLIS;
        return Math.max(host.orElse(0), slots);
    }

    private static double alone(Stand board) {
        return MILLIS * (1 + Math.ceilDiv(board.requests() - 1, PER_HOST));
    }

    private record Answer(double at, long number, Reading reading) {}

    /// Plays a poll through: hosts answer in a fixed time and so many at once, and whoever comes first goes first.
    private static double time(Supplier<@Nullable Planned<Stand>> next, Consumer<Planned<Stand>> done) {
        return new Play(next, done).run();
    }

    private static final class Reading {
        private final Planned<Stand> planned;
        private int unanswered;
        private boolean first = true;

        Reading(Planned<Stand> planned) {
            this.planned = planned;
            this.unanswered = 1;
        }
    }

    private static final class Play {
        private final Supplier<@Nullable Planned<Stand>> next;
        private final Consumer<Planned<Stand>> done;
        private final Queue<Answer> answers =
                new PriorityQueue<>(Comparator.comparingDouble(Answer::at).thenComparingLong(Answer::number));
        private final Map<String, Queue<Reading>> waiting = new HashMap<>();
        private final Map<String, Integer> underWay = new HashMap<>();
        private long number;
        private double now;
        private int reading;

        Play(Supplier<@Nullable Planned<Stand>> next, Consumer<Planned<Stand>> done) {
            this.next = next;
            this.done = done;
        }

        double run() {
            fill();
            while (!answers.isEmpty()) {
                var answer = answers.remove();
                now = answer.at();
                underWay.merge(answer.reading().planned.work().host(), -1, Integer::sum);
                answered(answer.reading());
                fill();
                send(answer.reading().planned.work().host());
            }
            return now;
        }

        private void fill() {
            while (reading < AT_ONCE) {
                var planned = next.get();
                if (planned == null) {
                    return;
                }
                reading++;
                ask(new Reading(planned));
            }
        }

        private void ask(Reading asking) {
            var host = asking.planned.work().host();
            waiting.computeIfAbsent(host, any -> new ArrayDeque<>()).add(asking);
            send(host);
        }

        private void send(String host) {
            var queue = waiting.getOrDefault(host, new ArrayDeque<>());
            while (!queue.isEmpty() && underWay.getOrDefault(host, 0) < PER_HOST) {
                underWay.merge(host, 1, Integer::sum);
                answers.add(new Answer(now + MILLIS, number++, queue.remove()));
            }
        }

        private void answered(Reading answered) {
            answered.unanswered--;
            if (answered.first) {
                answered.first = false;
                answered.unanswered = answered.planned.board().requests() - 1;
                IntStream.range(0, answered.unanswered).forEach(i -> ask(answered));
            }
            if (answered.unanswered == 0) {
                reading--;
                done.accept(answered.planned);
            }
        }
    }

    private static BoardOrder<Stand> order(List<Stand> boards) {
        return new BoardOrder<>(boards, PER_HOST, Stand::work);
    }

    private static List<String> begun(BoardOrder<Stand> order, int most) {
        var names = new ArrayList<String>();
        for (var i = 0; i < most; i++) {
            order.next().ifPresent(planned -> names.add(planned.board().name()));
        }
        return names;
    }
}
