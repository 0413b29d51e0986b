package dev.tandem.audit.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a slot is used. Decides alone, from figures; what each means is said at [BrowserConfig].
///
/// @param bytes of memory, the pages shared with others counted in part (PSS)
record SlotLimits(int visits, Duration age, long bytes, Duration idle, Duration unused) {

    static SlotLimits from(BrowserConfig config) {
        return new SlotLimits(
                config.visitsPerBrowser(),
                config.age(),
                config.memory().asLongValue(),
                config.idle(),
                config.shutAfter());
    }

    /// Why a healthy slot should be replaced, if it should. One that is only due may serve while its successor is being
    /// started.
    Optional<Retirement> due(SlotWear wear, Instant now) {
        if (wear.visits() >= visits) {
            return Optional.of(Retirement.VISITS);
        }
        if (!now.isBefore(wear.started().plus(age))) {
            return Optional.of(Retirement.AGE);
        }
        return wear.bytes() > bytes ? Optional.of(Retirement.MEMORY) : Optional.empty();
    }

    /// Whether a slot that was used last at that moment has been idle for too long.
    boolean idleTooLong(Instant lastUsed, Instant now) {
        return !now.isBefore(lastUsed.plus(idle));
    }

    /// Whether nobody has needed any browser for so long that all are shut.
    boolean unusedTooLong(Instant lastVisit, Instant now) {
        return !now.isBefore(lastVisit.plus(unused));
    }

    /// What a slot has been through.
    ///
    /// @param bytes that its processes held when they were last looked at, 0 where that can't be told
    record SlotWear(int visits, Instant started, long bytes) {}
}
