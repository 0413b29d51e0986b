package dev.tandem.bench.jobs;

import java.util.Locale;

/// What a poll finds. They happen in this order, each after the ones before.
enum Scenario {
    /// Everything is new.
    FIRST(0, -1),
    /// A twentieth of each board has gone and as much is new.
    DAILY(1, 0),
    /// Nothing has changed since.
    AGAIN(1, 1);

    private final int day;
    private final int seen;

    /// @param seen the day that was polled last, -1 for none
    Scenario(int day, int seen) {
        this.day = day;
        this.seen = seen;
    }

    static Scenario named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    int day() {
        return day;
    }

    int seen() {
        return seen;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
