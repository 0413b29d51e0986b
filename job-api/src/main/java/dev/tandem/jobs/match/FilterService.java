package dev.tandem.jobs.match;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps each person's filters, and has everything that is stored judged again when one changes.
@ApplicationScoped
public class FilterService {

    private static final int MOST = 50;

    private final FilterRepository filters;
    private final Evaluation evaluation;

    FilterService(FilterRepository filters, Evaluation evaluation) {
        this.filters = filters;
        this.evaluation = evaluation;
    }

    public Uni<List<FilterView>> list(Caller caller) {
        return filters.list(caller);
    }

    /// Fails with a [Problem] when the caller has no such filter, whoever else has.
    public Uni<FilterView> get(Caller caller, UUID id) {
        return filters.find(caller, id).map(found -> found.orElseThrow(() -> FilterProblem.notFound(id)));
    }

    Uni<FilterView> create(Caller caller, CreateFilter wanted) {
        var name = Objects.requireNonNull(wanted.name()).strip();
        return filters.add(caller, name, checked(wanted.criteria()), MOST)
                .map(added -> added.orElseThrow(() -> FilterProblem.tooMany(MOST)))
                .invoke(evaluation::begin)
                .flatMap(id -> get(caller, id));
    }

    Uni<FilterView> change(Caller caller, UUID id, ChangeFilter change) {
        var criteria = change.criteria() == null ? null : checked(change.criteria());
        return filters.change(caller, id, change.name(), criteria)
                .flatMap(known -> known ? get(caller, id) : Uni.createFrom().failure(FilterProblem.notFound(id)))
                .invoke(evaluation::begin);
    }

    Uni<Void> remove(Caller caller, UUID id) {
        return filters.remove(caller, id)
                .flatMap(known ->
                        known ? Uni.createFrom().voidItem() : Uni.createFrom().failure(FilterProblem.notFound(id)));
    }

    /// Judges the newest postings without keeping anything.
    Uni<Preview> preview(Caller caller, Criteria criteria) {
        var wanted = checked(criteria);
        return Blocking.call(() -> evaluation.preview(caller.tenant(), wanted));
    }

    private static Criteria checked(@Nullable Criteria criteria) {
        if (criteria == null || criteria.asksForNothing()) {
            throw Problem.invalid("criteria", "asks for nothing, which every posting would meet.");
        }
        return criteria;
    }
}
