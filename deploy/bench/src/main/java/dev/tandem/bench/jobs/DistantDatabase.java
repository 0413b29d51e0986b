package dev.tandem.bench.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// A way to a database on this machine that is as long as a network's: everything arrives later by the same time, in
/// order, and what is sent without waiting for an answer is on its way at the same time. Counts what passes.
final class DistantDatabase implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final byte[] END = new byte[0];

    private final int target;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongAdder statements = new LongAdder();
    private final LongAdder roundTrips = new LongAdder();
    private volatile long oneWay;

    /// @param target the database's port
    /// @param roundTrip how long a question and its answer are under way together
    DistantDatabase(int target, Duration roundTrip) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        roundTrip(roundTrip);
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// From now on.
    final void roundTrip(Duration time) {
        oneWay = time.toNanos() / 2;
    }

    long statements() {
        return statements.sum();
    }

    long roundTrips() {
        return roundTrips.sum();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                var database = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                database.setTcpNoDelay(true);
                carry(client, database, counting());
                carry(database, client, (bytes, length) -> {});
            } catch (IOException closed) {
                // by us, or the database is away; the client sees that by itself
            }
        }
    }

    private Watch counting() {
        return new FrontendMessages(
                        new FrontendMessages.Counts() {
                            @Override
                            public void statement() {
                                statements.increment();
                            }

                            @Override
                            public void roundTrip() {
                                roundTrips.increment();
                            }
                        })
                ::read;
    }

    private interface Watch {
        void saw(byte[] bytes, int length);
    }

    /// @param due by the clock of nanoseconds
    private record Chunk(byte[] bytes, long due) {}

    private void carry(Socket from, Socket to, Watch watch) throws IOException {
        BlockingQueue<Chunk> way = new LinkedBlockingQueue<>();
        var in = from.getInputStream();
        var out = to.getOutputStream();
        threads.execute(() -> read(in, way, watch));
        threads.execute(() -> write(way, out, to));
    }

    private void read(InputStream in, BlockingQueue<Chunk> way, Watch watch) {
        var buffer = new byte[BUFFER];
        try {
            for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                watch.saw(buffer, length);
                way.add(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime() + oneWay));
            }
        } catch (IOException broken) {
            // ends like any other connection
        }
        way.add(new Chunk(END, System.nanoTime() + oneWay));
    }

    private static void write(BlockingQueue<Chunk> way, OutputStream out, Socket to) {
        try (to) {
            for (var chunk = way.take(); chunk.bytes().length > 0; chunk = way.take()) {
                for (var left = chunk.due() - System.nanoTime(); left > 0; left = chunk.due() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(chunk.bytes());
            }
        } catch (IOException gone) {
            // the other side has closed it
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.shutdownNow();
    }
}
