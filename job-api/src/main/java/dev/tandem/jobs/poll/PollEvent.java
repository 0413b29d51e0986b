package dev.tandem.jobs.poll;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/// What somebody who watches a poll is told.
sealed interface PollEvent {

    /// The event's name on the wire.
    String name();

    /// What is sent with it.
    Object data();

    @RegisterForReflection
    record Started(UUID id, Instant startedAt) implements PollEvent {
        @Override
        public String name() {
            return "started";
        }

        @Override
        public Object data() {
            return this;
        }
    }

    /// One source is listed.
    record Source(SourceOutcome outcome) implements PollEvent {
        @Override
        public String name() {
            return "source";
        }

        @Override
        public Object data() {
            return outcome;
        }
    }

    /// Details of a source have been stored or given up.
    ///
    /// @param due how many of its details are still to come, `read` and `failed` likewise
    /// @param totalDue how many of all sources' details are still to come
    @RegisterForReflection
    record Details(UUID source, int due, int read, int failed, int totalDue) implements PollEvent {

        static Details of(SourceOutcome outcome, PollSummary.Totals totals) {
            return new Details(
                    outcome.source(),
                    outcome.detailsDue(),
                    outcome.detailsRead(),
                    outcome.detailsFailed(),
                    totals.detailsDue());
        }

        @Override
        public String name() {
            return "details";
        }

        @Override
        public Object data() {
            return this;
        }
    }

    /// @param done how many sources are listed
    /// @param total how many there are
    /// @param listed how many postings they list
    @RegisterForReflection
    record Progress(int done, int total, int listed) implements PollEvent {

        static Progress of(PollSummary.Totals totals) {
            return new Progress(totals.done(), totals.sources(), totals.listed());
        }

        @Override
        public String name() {
            return "progress";
        }

        @Override
        public Object data() {
            return this;
        }
    }

    /// The last event.
    record Done(PollView poll) implements PollEvent {
        @Override
        public String name() {
            return "done";
        }

        @Override
        public Object data() {
            return poll;
        }
    }
}
