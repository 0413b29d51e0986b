package dev.tandem.jobs.poll;

import java.util.ArrayList;
import java.util.List;

/// Turns what the database says of a poll, looked up again and again, into the events that have happened in between.
final class PollTail {

    private boolean started;
    private final List<SourceOutcome> told = new ArrayList<>();

    List<PollEvent> next(PollView poll) {
        var events = new ArrayList<PollEvent>();
        if (!started) {
            started = true;
            events.add(new PollEvent.Started(poll.id(), poll.startedAt()));
            events.add(PollEvent.Progress.of(poll.totals()));
        }
        for (var number = 0; number < told.size(); number++) {
            var now = poll.sources().get(number);
            if (!now.equals(told.set(number, now))) {
                events.add(PollEvent.Details.of(now, poll.totals()));
            }
        }
        if (poll.sources().size() > told.size()) {
            var further = poll.sources().subList(told.size(), poll.sources().size());
            further.stream().map(PollEvent.Source::new).forEach(events::add);
            events.add(PollEvent.Progress.of(poll.totals()));
            told.addAll(further);
        }
        if (poll.state() != PollState.RUNNING) {
            events.add(new PollEvent.Done(poll));
        }
        return events;
    }
}
