package dev.tandem.bench.jobs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// A design that is compared, in a process of its own: polls all boards for each line that it reads, and then writes
/// one.
///
/// Arguments: rung, port of the stand-in, port of the database.
final class PlainPoller {

    private final Rung rung;
    private final PlainBoards boards;
    private final BlockingQueue<PlainStore> stores = new LinkedBlockingQueue<>();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService workers;

    private PlainPoller(Rung rung, int standIn, int database) throws Exception {
        this.rung = rung;
        this.boards = new PlainBoards(new PlainClient(standIn), rung.asksAtOnce() ? requests : null);
        this.workers = Executors.newFixedThreadPool(rung.boardsAtOnce());
        for (var n = 0; n < (rung.ownConnections() ? rung.boardsAtOnce() : 1); n++) {
            stores.add(new PlainStore(database));
        }
    }

    public static void main(String[] arguments) throws Exception {
        var poller =
                new PlainPoller(
                        Rung.named(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        while (lines.readLine() != null) {
            poller.poll();
            System.out.println("done");
        }
        System.exit(0);
    }

    private void poll() throws Exception {
        var at = Instant.now();
        var all =
                StandInBoard.all(1).stream()
                        .<Callable<Boolean>>map(board ->
                                () -> {
                                    poll(board, at);
                                    return true;
                                })
                        .toList();
        for (var board : workers.invokeAll(all)) {
            board.get();
        }
    }

    private void poll(StandInBoard board, Instant at) throws Exception {
        var rows = boards.list(board);
        var known = board.provider().hasDetails() ? withStore(store -> store.known(board)) : java.util.Set.<String>of();
        var detailed = boards.details(board, PlainBoards.wanting(board, rows, known));
        var ids = detailed.stream().map(PlainBoards.Row::id).collect(java.util.stream.Collectors.toSet());
        var all = new java.util.ArrayList<>(detailed);
        rows.stream().filter(row -> !ids.contains(row.id())).forEach(all::add);
        withStore(store -> {
            write(store, board, all, at);
            return true;
        });
    }

    private void write(PlainStore store, StandInBoard board, List<PlainBoards.Row> rows, Instant at) throws Exception {
        if (rung.writesBatches()) {
            store.writeBatch(board, rows, at);
        } else {
            store.writeOneByOne(board, rows, at);
        }
    }

    private interface Work<T> {
        T with(PlainStore store) throws Exception;
    }

    /// Waits for a connection; where there is only one, for whoever else is writing.
    private <T> T withStore(Work<T> work) throws Exception {
        var store = stores.take();
        try {
            return work.with(store);
        } finally {
            stores.add(store);
        }
    }
}
