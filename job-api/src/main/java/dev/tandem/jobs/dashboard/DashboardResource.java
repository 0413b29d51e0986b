package dev.tandem.jobs.dashboard;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.CurrentCaller;
import dev.tandem.jobs.match.FilterService;
import dev.tandem.jobs.poll.PollService;
import dev.tandem.jobs.poll.PollView;
import dev.tandem.jobs.schedule.ScheduleService;
import dev.tandem.jobs.search.PostingQuery;
import dev.tandem.jobs.search.SearchPage;
import dev.tandem.jobs.search.SearchParameters;
import dev.tandem.jobs.search.SearchService;
import dev.tandem.jobs.source.PageSize;
import dev.tandem.jobs.source.SourceService;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The page: the Scan button, the boards, and the postings found.
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class DashboardResource {

    private static final PageSize NEWEST = new PageSize(1);
    private static final PageSize POSTINGS = new PageSize(50);
    private static final PageSize BOARDS = new PageSize(PageSize.MOST);

    private final SourceService sources;
    private final PollService polls;
    private final ScheduleService schedules;
    private final SearchService postings;
    private final FilterService filters;
    private final CurrentCaller caller;

    DashboardResource(
            SourceService sources,
            PollService polls,
            ScheduleService schedules,
            SearchService postings,
            FilterService filters,
            CurrentCaller caller) {
        this.sources = sources;
        this.polls = polls;
        this.schedules = schedules;
        this.postings = postings;
        this.filters = filters;
        this.caller = caller;
    }

    /// The templates in `templates/dashboard`. `csrf` is what their scripts send back with every change.
    @CheckedTemplate(basePath = "dashboard")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance home(String csrf, Dashboard page);
    }

    @GET
    @RolesAllowed("jobs:read")
    @Operation(hidden = true)
    public Uni<TemplateInstance> home(@BeanParam SearchParameters typed) {
        var search = new Search(typed);
        var tenant = caller.get().tenant();
        // One after the other: they are short, and a session is not for concurrent use.
        return sources.page(tenant, null, BOARDS)
                .flatMap(boards ->
                        newestPoll(tenant)
                                .flatMap(poll ->
                                        schedules
                                                .find(tenant)
                                                .flatMap(schedule ->
                                                        found(search)
                                                                .flatMap(found ->
                                                                        filters.list(caller.get())
                                                                                .map(mine ->
                                                                                        Dashboard.of(
                                                                                                search,
                                                                                                boards.items(),
                                                                                                poll.orElse(null),
                                                                                                schedule.orElse(null),
                                                                                                found,
                                                                                                mine))))))
                .map(page -> Templates.home(csrf(), page));
    }

    private Uni<Optional<PollView>> newestPoll(String tenant) {
        return polls.page(tenant, null, NEWEST)
                .flatMap(page ->
                        page.items().isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : polls.get(tenant, page.items().getFirst().id()).map(Optional::of));
    }

    private Uni<Found> found(Search search) {
        return Uni.createFrom()
                .item(() -> PostingQuery.parse(search.typed()))
                .flatMap(query -> postings.search(caller.get(), query, POSTINGS, true))
                .map(page -> new Found(page, null))
                .onFailure(Problem.class)
                .recoverWithItem(refused ->
                        new Found(new SearchPage(List.of(), null, null, null, null, null), refused.getMessage()));
    }

    /// What a search brought.
    ///
    /// @param error why it can't be answered, null when it can
    record Found(SearchPage postings, @Nullable String error) {}

    /// Empty for whoever looks with a bearer token, who needs none.
    private String csrf() {
        var token = caller.csrfToken();
        return token == null ? "" : token;
    }
}
