package dev.tandem.audit.browser;

import static org.awaitility.Awaitility.await;

import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.common.testing.MutableClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;

/// A pool whose slots have no browser, start when a test lets them, and cost nothing.
final class StandInPool implements AutoCloseable {

    final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    final List<StandInSlot> slots = new CopyOnWriteArrayList<>();
    final SlotPool pool;
    private final List<OpenVisit> visits = new CopyOnWriteArrayList<>();
    volatile boolean mayStart = true;
    private volatile CountDownLatch starts = new CountDownLatch(0);
    private int alive;
    private int most;

    /// @param settings without their prefix
    StandInPool(Map<String, String> settings) {
        pool = new SlotPool(new Source(), config(settings), clock);
    }

    static BrowserConfig config(Map<String, String> settings) {
        var all = new HashMap<String, String>();
        settings.forEach((name, value) -> all.put("audit.browser." + name, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(BrowserConfig.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(BrowserConfig.class);
    }

    /// The part of another pool that lends slots.
    SlotShelf shelf() {
        return new SlotShelf(new RunningSlots(new Source(), clock), config(Map.of()), clock);
    }

    /// From now on no slot gets further than to the beginning of its start.
    void holdStarts() {
        starts = new CountDownLatch(1);
    }

    void letStart() {
        starts.countDown();
    }

    /// How many browsers there were at most, those that were starting and ending included.
    synchronized int most() {
        return most;
    }

    synchronized int alive() {
        return alive;
    }

    private synchronized void count(int change) {
        alive += change;
        most = Math.max(most, alive);
    }

    /// Has a visit begin, which stays until it is told to leave.
    OpenVisit begin(BrowserName browser) {
        var visit = new OpenVisit(browser);
        visits.add(visit);
        return visit;
    }

    /// The same, and waits until it has got its slot.
    OpenVisit enter(BrowserName browser) {
        var visit = begin(browser);
        soon().until(visit.inside::isDone);
        return visit;
    }

    /// Has a visit come and go.
    void pass(BrowserName browser) {
        enter(browser).leave();
    }

    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        letStart();
        visits.forEach(visit -> visit.out.countDown());
        pool.close();
    }

    /// A visit on a thread of its own.
    final class OpenVisit {

        final CompletableFuture<Boolean> inside = new CompletableFuture<>();
        final CompletableFuture<Boolean> ended = new CompletableFuture<>();
        private final CountDownLatch out = new CountDownLatch(1);
        private final Thread thread;

        private OpenVisit(BrowserName browser) {
            thread = Thread.ofVirtual().start(() -> stay(browser));
        }

        private void stay(BrowserName browser) {
            try {
                pool.visit(
                        Device.DESKTOP,
                        Settings.in(browser),
                        _ -> {
                            inside.complete(true);
                            return awaitQuietly(out);
                        });
                ended.complete(true);
            } catch (BrowserFailure | InterruptedException failure) {
                ended.completeExceptionally(failure);
            }
        }

        /// Waits until it can do nothing but wait.
        OpenVisit awaitWaiting() {
            soon().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            return this;
        }

        void leave() {
            out.countDown();
            soon().until(ended::isDone);
        }
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Source implements SlotSource {

        @Override
        public void require(BrowserName browser) {}

        @Override
        public Slot start(BrowserName browser) throws InterruptedException {
            count(1);
            var begun = false;
            try {
                starts.await();
                var slot = new StandInSlot(browser, () -> count(-1));
                slots.add(slot);
                begun = true;
                return slot;
            } finally {
                if (!begun) {
                    count(-1);
                }
            }
        }

        @Override
        public boolean allows(BrowserName browser) {
            return mayStart;
        }

        @Override
        public int failures(BrowserName browser) {
            return 0;
        }

        @Override
        public void close() {}
    }
}
