package dev.tandem.jobs.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Runs a policy over a board's history in memory, with nothing of the service but the policy itself.
public final class Replay {

    private final History.Board board;
    private final ArchivePolicy policy;
    private final List<Outcome.Archival> archivals = new ArrayList<>();
    private final Row[] rows;

    private BoardPast past = BoardPast.NONE;
    private BitSet before = new BitSet();
    private int reopened;

    private Replay(History.Board board, ArchivePolicy policy) {
        this.board = board;
        this.policy = policy;
        this.rows = new Row[board.postings().size()];
    }

    public static Outcome.OfBoard of(History.Board board, List<Instant> times, ArchivePolicy policy) {
        var replay = new Replay(board, policy);
        for (var look = 0; look < times.size(); look++) {
            replay.look(look, times.get(look));
        }
        var open = 0;
        for (var number = 0; number < replay.rows.length; number++) {
            var row = replay.rows[number];
            if (row != null && row.misses > 0 && !row.archived) {
                open++;
            }
        }
        return new Outcome.OfBoard(replay.archivals, open, replay.reopened);
    }

    private void look(int look, Instant now) {
        var listed = board.listings().get(look);
        var returned = 0;
        for (var number = listed.nextSetBit(0); number >= 0; number = listed.nextSetBit(number + 1)) {
            returned += seen(number, now) ? 1 : 0;
        }
        past = past.with(listed.cardinality(), returned, now, policy);
        var vanished = (BitSet) before.clone();
        vanished.andNot(listed);
        var exodus = BoardPast.isExodus(before.cardinality(), vanished.cardinality());
        for (var number = 0; number < rows.length; number++) {
            if (rows[number] != null && !listed.get(number)) {
                missed(number, look, now, exodus);
            }
        }
        before = listed;
    }

    private boolean seen(int number, Instant now) {
        var row = rows[number];
        if (row == null) {
            row = rows[number] = new Row(now);
        }
        var returned = row.misses > 0 && !row.inExodus;
        if (returned) {
            row.returns = row.returns.plus(1, now, policy.memory());
        }
        reopened += row.archived ? 1 : 0;
        row.archived = false;
        row.misses = 0;
        row.until = now;
        return returned;
    }

    private void missed(int number, int look, Instant now, boolean exodus) {
        var row = rows[number];
        if (row.archived) {
            return;
        }
        if (row.misses++ == 0) {
            row.since = now;
            row.inExodus = exodus;
        }
        if (policy.closes(new Absence(row.misses, row.since, row.returns), past, now)) {
            row.archived = true;
            archivals.add(new Outcome.Archival(board, number, look, Duration.between(row.until, now)));
        }
    }

    private static final class Row {

        private int misses;
        private boolean archived;
        private boolean inExodus;
        private Instant since;
        private Instant until;
        private FadingCount returns = FadingCount.NEVER;

        Row(Instant now) {
            since = now;
            until = now;
        }
    }
}
