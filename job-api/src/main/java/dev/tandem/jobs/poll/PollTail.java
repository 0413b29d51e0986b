package dev.tandem.jobs.poll;

import java.util.ArrayList;
import java.util.List;

/// Turns what the database says of a poll, looked up again and again, into the events that have happened in between.
final class PollTail {

    private boolean started;
    private int told;

    List<PollEvent> next(PollView poll) {
        var events = new ArrayList<PollEvent>();
        if (!started) {
            started = true;
            events.add(new PollEvent.Started(poll.id(), poll.startedAt()));
            events.add(PollEvent.Progress.of(poll.totals()));
        }
        if (poll.sources().size() > told) {
            poll.sources().stream().skip(told).map(PollEvent.Source::new).forEach(events::add);
            events.add(PollEvent.Progress.of(poll.totals()));
            told = poll.sources().size();
        }
        if (poll.state() != PollState.RUNNING) {
            events.add(new PollEvent.Done(poll));
        }
        return events;
    }
}
