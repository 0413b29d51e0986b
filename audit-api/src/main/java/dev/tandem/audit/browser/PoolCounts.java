package dev.tandem.audit.browser;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What a pool has done since it was made.
public final class PoolCounts {

    private final LongAdder launches = new LongAdder();
    private final LongAdder coldLaunches = new LongAdder();
    private final LongAdder launchFailures = new LongAdder();
    private final Map<Retirement, LongAdder> retirements = new EnumMap<>(Retirement.class);

    PoolCounts() {
        for (var reason : Retirement.values()) {
            retirements.put(reason, new LongAdder());
        }
    }

    void launched(boolean whileAPageWaited) {
        launches.increment();
        if (whileAPageWaited) {
            coldLaunches.increment();
        }
    }

    void launchFailed() {
        launchFailures.increment();
    }

    void gaveUp(Retirement reason) {
        of(reason).increment();
    }

    /// Browsers that were started.
    public long launches() {
        return launches.sum();
    }

    /// Browsers that were started while a page waited for them.
    public long coldLaunches() {
        return coldLaunches.sum();
    }

    /// Browsers that did not start.
    public long launchFailures() {
        return launchFailures.sum();
    }

    /// Browsers that were given up for that reason.
    public long retired(Retirement... reasons) {
        var sum = 0L;
        for (var reason : reasons) {
            sum += of(reason).sum();
        }
        return sum;
    }

    private LongAdder of(Retirement reason) {
        return Objects.requireNonNull(retirements.get(reason));
    }
}
