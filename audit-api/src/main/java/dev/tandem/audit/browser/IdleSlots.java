package dev.tandem.audit.browser;

import dev.tandem.audit.scan.BrowserName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The slots that nobody uses now, the one used last first, because its caches are warm, and the places in which no
/// slot is. Decides who is used next, who must leave, and who would be missed. May be asked from any thread.
///
/// @param <S> a slot
final class IdleSlots<S> {

    private final LinkedList<Idle<S>> slots = new LinkedList<>();
    private int places;
    private int waiting;

    /// @param places for so many slots altogether
    IdleSlots(int places) {
        this.places = places;
    }

    /// @param since when it was last used
    /// @param worn whether a replacement is due; while that is being started, it may still be used
    record Idle<S>(S slot, BrowserName browser, Instant since, boolean worn) {}

    /// What a visit gets.
    sealed interface Claim<S> {

        /// A slot that may be used.
        record Found<S>(S slot) implements Claim<S> {}

        /// A place to start one in.
        record Place<S>() implements Claim<S> {}

        /// A place to start one in as soon as this slot, which was used the longest time ago, has left it.
        record PlaceOf<S>(S slot) implements Claim<S> {}
    }

    /// Puts a slot in; a worn one behind the others, so that it is used only when there is no other.
    synchronized void put(Idle<S> idle) {
        if (idle.worn()) {
            slots.addLast(idle);
        } else {
            slots.addFirst(idle);
        }
        notifyAll();
    }

    /// What comes first for a visit, waiting for it if need be: a slot that fits, a place, or that of a slot that does
    /// not fit.
    ///
    /// @return empty when nothing came in time
    synchronized Optional<Claim<S>> claim(BrowserName browser, Duration atMost) throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        waiting++;
        try {
            var claim = claim(browser);
            for (var left = atMost.toNanos(); claim.isEmpty() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                claim = claim(browser);
            }
            return claim;
        } finally {
            waiting--;
        }
    }

    private Optional<Claim<S>> claim(BrowserName browser) {
        var fitting = slots.stream().filter(idle -> idle.browser() == browser).findFirst();
        if (fitting.isPresent()) {
            slots.remove(fitting.get());
            return fitting.map(idle -> new Claim.Found<>(idle.slot()));
        }
        if (places > 0) {
            places--;
            return Optional.of(new Claim.Place<>());
        }
        var oldest = slots.stream().min(Comparator.comparing(Idle::since));
        oldest.ifPresent(slots::remove);
        return oldest.map(idle -> new Claim.PlaceOf<>(idle.slot()));
    }

    /// Takes a place for a slot that is started ahead of need; false when there is none, or a visit waits for one.
    synchronized boolean takePlace() {
        if (waiting > 0 || places == 0) {
            return false;
        }
        places--;
        return true;
    }

    /// Gives a place back in which no slot is any more.
    synchronized void freePlace() {
        places++;
        notifyAll();
    }

    /// The slots that were used last too long ago, except for the first of each browser that is in use: while that is
    /// busy, it is the spare one.
    synchronized List<S> takeExpired(Predicate<Instant> tooLongAgo, Set<BrowserName> inUse) {
        var kept = new HashSet<BrowserName>();
        return takeAll(idle -> {
            var spare = !idle.worn() && inUse.contains(idle.browser()) && kept.add(idle.browser());
            return !spare && tooLongAgo.test(idle.since());
        });
    }

    synchronized List<S> takeAll() {
        return takeAll(_ -> true);
    }

    /// The worn slots of a browser that have a successor, and may therefore leave.
    synchronized List<S> takeReplaced(BrowserName browser) {
        return hasFresh(browser) ? takeWorn(browser) : List.of();
    }

    /// The worn slots of a browser, whether they have a successor or not.
    synchronized List<S> takeWorn(BrowserName browser) {
        return takeAll(idle -> idle.worn() && idle.browser() == browser);
    }

    /// Whether the next visit would find a slot that has not to leave.
    synchronized boolean hasFresh(BrowserName browser) {
        return slots.stream().anyMatch(idle -> idle.browser() == browser && !idle.worn());
    }

    /// A slot that turned out to be worn while it was idle goes behind the others.
    synchronized void wear(Predicate<S> worn) {
        for (var idle : List.copyOf(slots)) {
            if (!idle.worn() && worn.test(idle.slot())) {
                slots.remove(idle);
                slots.addLast(new Idle<>(idle.slot(), idle.browser(), idle.since(), true));
            }
        }
    }

    synchronized List<S> all() {
        return slots.stream().map(Idle::slot).toList();
    }

    synchronized int size() {
        return slots.size();
    }

    /// Takes a slot out that is known; false when somebody else has it by now.
    synchronized boolean remove(S slot) {
        return slots.removeIf(idle -> idle.slot().equals(slot));
    }

    private List<S> takeAll(Predicate<Idle<S>> which) {
        var taken = new ArrayList<S>();
        for (var idle : List.copyOf(slots)) {
            if (which.test(idle)) {
                slots.remove(idle);
                taken.add(idle.slot());
            }
        }
        return taken;
    }
}
