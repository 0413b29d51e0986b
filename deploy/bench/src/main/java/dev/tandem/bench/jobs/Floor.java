package dev.tandem.bench.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The least time that a poll can take, by latency and politeness alone: a round is one latency, a host answers at most
/// six requests in a round, and ten boards are read at once.
///
/// A board's first page must have come before its other pages are asked for, and a page before the details of its
/// postings. For one host the rounds are counted by simulating it, always asking first for what most depends on, which
/// no schedule of such trees beats (Hu 1961); the result is at least ⌈requests / 6⌉. Over all hosts, the boards' lists
/// need ⌈Σ rounds that each board's list takes by itself / 10⌉, because ten are read at once; details may come when a
/// board's turn is over. The floor is the longest of these, and no poll can be faster.
///
/// @param hosts what each host needs, in rounds
/// @param slots what ten boards at once need for the lists, in rounds
/// @param latency in milliseconds
record Floor(Map<String, Integer> hosts, int slots, int latency) {

    static final int PER_HOST = 6;
    static final int BOARDS_AT_ONCE = 10;

    /// A board that has something to ask.
    ///
    /// @param pages of its list, at least one
    /// @param details to ask for on each page, by page
    record Work(String host, int pages, List<Integer> details) {

        /// @param seen the last day that was polled before this one, -1 for none
        static Work of(StandInBoard board, int day, int seen) {
            var details = new ArrayList<Integer>();
            var listed = board.listed(day);
            for (var page = 0; page < board.pages(); page++) {
                var news =
                        listed.stream()
                                .skip((long) page * board.provider().perPage())
                                .limit(board.provider().perPage())
                                .filter(posting -> board.provider().hasDetails())
                                .filter(posting -> seen < 0 || !board.lists(posting, seen));
                details.add((int) news.count());
            }
            return new Work(board.host(), board.pages(), details);
        }

        private int requests() {
            return pages + details.stream().mapToInt(Integer::intValue).sum();
        }

        /// How long reading its list takes when nothing is in the way.
        private int listRounds() {
            return 1 + Math.ceilDiv(pages - 1, PER_HOST);
        }
    }

    static Floor of(List<StandInBoard> boards, int day, int seen, int latency) {
        return of(boards.stream().map(board -> Work.of(board, day, seen)).toList(), latency);
    }

    static Floor of(List<Work> boards, int latency) {
        var byHost = new LinkedHashMap<String, List<Work>>();
        boards.forEach(board -> byHost.computeIfAbsent(board.host(), any -> new ArrayList<>()).add(board));
        var hosts = new LinkedHashMap<String, Integer>();
        byHost.forEach((host, work) -> hosts.put(host, rounds(work)));
        var slots = Math.ceilDiv(boards.stream().mapToInt(Work::listRounds).sum(), BOARDS_AT_ONCE);
        return new Floor(hosts, slots, latency);
    }

    /// What can be asked for now, by how much hangs on it: first pages, then pages, then details.
    private static int rounds(List<Work> boards) {
        var deep = new ArrayList<Work>();
        var pages = new ArrayList<Integer>();
        var leaves = 0;
        for (var board : boards) {
            if (board.requests() == 1) {
                leaves++;
            } else {
                deep.add(board);
            }
        }
        var rounds = 0;
        for (; !deep.isEmpty() || !pages.isEmpty() || leaves > 0; rounds++) {
            var room = PER_HOST;
            var first = take(deep, room);
            room -= first.size();
            pages.sort((one, other) -> other - one);
            var next = take(pages, room);
            room -= next.size();
            leaves -= Math.min(room, leaves);
            for (var board : first) {
                pages.addAll(board.details().subList(1, board.pages()));
                leaves += board.details().getFirst();
            }
            leaves += next.stream().mapToInt(Integer::intValue).sum();
        }
        return rounds;
    }

    private static <T> List<T> take(List<T> all, int most) {
        var taken = all.subList(0, Math.min(most, all.size()));
        var copy = List.copyOf(taken);
        taken.clear();
        return copy;
    }

    int rounds() {
        return Math.max(slots, hosts.values().stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    double seconds() {
        return rounds() * latency / 1e3;
    }

    /// What bounds it, for people.
    @Override
    public String toString() {
        var byHost = new StringBuilder();
        hosts.forEach((host, rounds) -> byHost.append(" %s %.1f s,".formatted(host, rounds * latency / 1e3)));
        return "no poll is faster than %.1f s (by host:%s ten boards at once: %.1f s)"
                .formatted(seconds(), byHost, slots * latency / 1e3);
    }
}
