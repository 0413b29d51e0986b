package dev.tandem.jobs.dashboard;

import dev.tandem.jobs.match.FilterView;
import dev.tandem.jobs.poll.PollView;
import dev.tandem.jobs.poll.SourceOutcome;
import dev.tandem.jobs.schedule.ScheduleView;
import dev.tandem.jobs.source.SourceView;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that the page shows.
record Dashboard(
        PollReport poll,
        ScheduleForm schedule,
        List<BoardRow> boards,
        Search.Form search,
        FoundPostings found,
        List<FilterRow> filters,
        List<Choice> providers) {

    static Dashboard of(
            Search search,
            List<SourceView> sources,
            @Nullable PollView poll,
            @Nullable ScheduleView schedule,
            DashboardResource.Found found,
            List<FilterView> filters) {
        var outcomes = new HashMap<UUID, SourceOutcome>();
        if (poll != null) {
            poll.sources().forEach(outcome -> outcomes.put(outcome.source(), outcome));
        }
        var report = PollReport.of(poll);
        var running = report.running() != null;
        return new Dashboard(
                report,
                ScheduleForm.of(schedule),
                sources.stream().map(source -> BoardRow.of(source, outcomes.get(source.id()), running)).toList(),
                search.form(sources, filters, found.error()),
                FoundPostings.of(found.postings(), search),
                filters.stream().map(FilterRow::from).toList(),
                Choice.providers());
    }
}
