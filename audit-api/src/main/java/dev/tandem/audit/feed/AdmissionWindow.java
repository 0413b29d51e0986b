package dev.tandem.audit.feed;

import java.time.InstantSource;

/// How many scans of one tenant may stand in the queue: a few, and what has been taken from it within a quarter of a
/// second lately, so that fast workers never wait for the next round.
final class AdmissionWindow {

    private static final int PARTS_OF_A_SECOND = 4;
    private static final int LARGEST = 500;
    private static final long SECOND_MILLIS = 1_000;

    private final int smallest;
    private final InstantSource clock;
    private long secondBegan;
    private int thisSecond;
    private int lastSecond;

    AdmissionWindow(int smallest) {
        this(smallest, InstantSource.system());
    }

    AdmissionWindow(int smallest, InstantSource clock) {
        this.smallest = smallest;
        this.clock = clock;
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
        var now = clock.millis();
        if (now - secondBegan >= SECOND_MILLIS) {
            lastSecond = now - secondBegan < 2 * SECOND_MILLIS ? thisSecond : 0;
            thisSecond = 0;
            secondBegan = now;
        }
    }
}
