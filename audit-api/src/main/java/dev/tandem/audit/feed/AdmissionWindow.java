package dev.tandem.audit.feed;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How many scans of one tenant may stand in the queue: a few, and what has been taken from it within a quarter of a
/// second lately, so that fast workers never wait for the next round.
final class AdmissionWindow {

    private static final int PARTS_OF_A_SECOND = 4;
    private static final int LARGEST = 500;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int smallest;
    private final LongSupplier nanos;
    private long secondBegan;
    private int thisSecond;
    private int lastSecond;

    AdmissionWindow(int smallest) {
        this(smallest, System::nanoTime);
    }

    /// @param nanos a time that only ever grows, whatever becomes of the machine's clock
    AdmissionWindow(int smallest, LongSupplier nanos) {
        this.smallest = smallest;
        this.nanos = nanos;
        this.secondBegan = nanos.getAsLong();
    }

    synchronized int size() {
        turn();
        return Math.clamp(Math.max(thisSecond, lastSecond) / PARTS_OF_A_SECOND, smallest, Math.max(smallest, LARGEST));
    }

    synchronized void admitted(int count) {
        turn();
        thisSecond += count;
    }

    private void turn() {
        var now = nanos.getAsLong();
        if (now - secondBegan >= SECOND) {
            lastSecond = now - secondBegan < 2 * SECOND ? thisSecond : 0;
            thisSecond = 0;
            secondBegan = now;
        }
    }
}
