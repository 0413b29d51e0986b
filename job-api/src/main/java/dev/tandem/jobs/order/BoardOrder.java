package dev.tandem.jobs.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Says which board is read next, each time that there is room for one more.
///
/// The time that everything takes is at least that of the busiest host, so its boards come first; but not more of them
/// than the host answers at once, because those beyond would only wait where others could be read. Only when every host
/// has enough to do does a board wait at its host. Within a host the longest come first, so that none is left for the
/// end.
///
/// @param <T> a board
public final class BoardOrder<T> {

    private final int perHost;
    private final Map<String, Host<T>> hosts = new HashMap<>();

    /// @param perHost how many requests a host gets at once
    /// @param work what a board is expected to cost; asked once
    public BoardOrder(List<T> boards, int perHost, Function<T, Work> work) {
        this.perHost = perHost;
        var planned = new ArrayList<Planned<T>>();
        boards.forEach(board -> planned.add(new Planned<>(board, work.apply(board))));
        planned.sort(Comparator.<Planned<T>>comparingDouble(each -> each.work().aloneMillis()).reversed());
        planned.forEach(each -> hosts.computeIfAbsent(each.work().host(), name -> new Host<>(name, perHost)).add(each));
    }

    /// A board that is to be read, or that is being read.
    public record Planned<T>(T board, Work work) {}

    /// The board to begin with now; empty when all have begun. It counts as being read until [#done].
    public synchronized Optional<Planned<T>> next() {
        var waiting = hosts.values().stream().filter(Host::hasWaiting).toList();
        var next =
                waiting.stream()
                        .filter(host -> host.atOnce < perHost)
                        .max(Host.BUSIEST)
                        .or(() -> waiting.stream().max(Host.BUSIEST));
        return next.map(Host::begin);
    }

    /// Notes that a board's list has been read, whatever came of it.
    public synchronized void done(Planned<T> planned) {
        var host = hosts.get(planned.work().host());
        if (host != null) {
            host.end(planned);
        }
    }

    private static final class Host<T> {

        /// By the time that it will take at least, then by its longest board, then by name, so that the order is always
        /// the same.
        static final Comparator<Host<?>> BUSIEST =
                Comparator.<Host<?>>comparingDouble(Host::atLeast)
                        .thenComparingDouble(Host::longest)
                        .thenComparing(host -> host.name);

        private final String name;
        private final int perHost;
        private final Deque<Planned<T>> waiting = new ArrayDeque<>();
        private double millis;
        private int atOnce;

        Host(String name, int perHost) {
            this.name = name;
            this.perHost = perHost;
        }

        private double atLeast() {
            return Math.max(millis / perHost, longest());
        }

        private double longest() {
            var first = waiting.peekFirst();
            return first == null ? 0 : first.work().aloneMillis();
        }

        void add(Planned<T> planned) {
            waiting.add(planned);
            millis += planned.work().hostMillis();
        }

        boolean hasWaiting() {
            return !waiting.isEmpty();
        }

        Planned<T> begin() {
            var planned = waiting.removeFirst();
            atOnce += planned.work().atOnce();
            return planned;
        }

        void end(Planned<T> planned) {
            atOnce -= planned.work().atOnce();
            millis -= planned.work().hostMillis();
        }
    }
}
