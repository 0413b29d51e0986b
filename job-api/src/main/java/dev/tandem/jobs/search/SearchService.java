package dev.tandem.jobs.search;

import dev.tandem.common.problem.Problem;
import dev.tandem.common.security.Caller;
import dev.tandem.jobs.match.FilterService;
import dev.tandem.jobs.search.PostingQuery.Order;
import dev.tandem.jobs.search.SearchRepository.Found;
import dev.tandem.jobs.search.SearchRepository.FoundPosting;
import dev.tandem.jobs.search.SearchRepository.Wanted;
import dev.tandem.jobs.search.Terms.Word;
import dev.tandem.jobs.source.PageSize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Searches postings, and what was probably meant where what was typed is nowhere.
@ApplicationScoped
public class SearchService {

    // So few that they may be others' typing errors.
    private static final int HARDLY_ANY = 3;

    private final FilterService filters;
    private final TermRepository words;
    private final SearchRepository postings;

    SearchService(FilterService filters, TermRepository words, SearchRepository postings) {
        this.filters = filters;
        this.words = words;
        this.postings = postings;
    }

    /// @param facets whether to count values, too
    public Uni<SearchPage> search(Caller caller, PostingQuery query, PageSize size, boolean facets) {
        return owned(caller, query).chain(() -> owned(caller, query, size, facets));
    }

    /// Fails when the filter is another's or gone.
    Uni<Void> owned(Caller caller, PostingQuery query) {
        var filter = query.filter();
        return filter == null ? Uni.createFrom().voidItem() : filters.get(caller, filter).replaceWithVoid();
    }

    private Uni<SearchPage> owned(Caller caller, PostingQuery query, PageSize size, boolean facets) {
        var q = query.q();
        var terms =
                q == null
                        ? Uni.createFrom().item(Terms.ANY)
                        : words.terms(caller.tenant(), q).invoke(SearchService::hold);
        return Uni.combine()
                .all()
                .unis(terms, words.days(caller.tenant(), query.isForShown()))
                .asTuple()
                .flatMap(known -> {
                    var wanted = new Wanted(caller, query, known.getItem1(), size.rows(), facets);
                    return postings.find(wanted, known.getItem2())
                            .flatMap(found ->
                                    isPlenty(wanted, found)
                                            ? Uni.createFrom().item(page(wanted, found, size, null, null))
                                            : other(wanted, known.getItem2(), found, size));
                });
    }

    /// The database may know fewer letters than Java does.
    static void hold(Terms terms) {
        if (terms.words().isEmpty()) {
            throw Problem.invalid("q", "holds no word to look for.");
        }
    }

    /// Pages further on offer no other words; but they are of what the first was corrected to.
    private static boolean isPlenty(Wanted wanted, Found found) {
        return found.found() > (wanted.query().after() == null ? HARDLY_ANY : 0) || wanted.terms().words().isEmpty();
    }

    private Uni<SearchPage> other(Wanted wanted, Days days, Found found, PageSize size) {
        return corrected(wanted, found.found() > 0)
                .flatMap(corrected -> {
                    if (corrected.equals(wanted.terms().text())) {
                        return Uni.createFrom().item(page(wanted, found, size, null, null));
                    }
                    if (found.found() > 0) {
                        return Uni.createFrom().item(page(wanted, found, size, null, corrected));
                    }
                    return words.terms(wanted.caller().tenant(), corrected)
                            .map(terms ->
                                    new Wanted(wanted.caller(), wanted.query(), terms, wanted.rows(), wanted.facets()))
                            .flatMap(instead ->
                                    postings.find(instead, days)
                                            .map(other -> page(instead, other, size, corrected, null)));
                });
    }

    /// The words with the unknown ones replaced by the nearest that are known. A known word is left alone where nothing
    /// was found, because then it only never comes together with the others; it may be another's typing error where
    /// little was.
    private Uni<String> corrected(Wanted wanted, boolean isThereAny) {
        var each =
                wanted.terms().words().stream()
                        .map(word ->
                                word.known() && !isThereAny || !word.longer().isEmpty()
                                        ? Uni.createFrom().item(word.text())
                                        : corrected(wanted.caller().tenant(), word))
                        .toList();
        return Uni.join().all(each).andFailFast().map(all -> String.join(" ", all));
    }

    private Uni<String> corrected(String tenant, Word word) {
        return words.alike(tenant, word.text()).map(known -> Correction.of(word.text(), known).orElse(word.text()));
    }

    private static SearchPage page(
            Wanted wanted, Found found, PageSize size, @Nullable String correctedTo, @Nullable String suggestion) {
        var rows = found.rows();
        var more = rows.size() > size.items() && size.items() > 0;
        var shown = rows.size() > size.items() ? rows.subList(0, size.items()) : rows;
        var counted = wanted.query().order() != Order.NEWEST || wanted.facets();
        return new SearchPage(
                shown.stream().map(FoundPosting::view).toList(),
                more ? place(wanted, found, shown.getLast()).cursor().encode() : null,
                counted ? new SearchPage.Total(found.found(), found.isMore()) : null,
                correctedTo,
                suggestion,
                found.facets() == null ? null : counts(found.facets()));
    }

    private static Place place(Wanted wanted, Found found, FoundPosting last) {
        if (wanted.query().order() == Order.NEWEST) {
            return new Place(0, last.moment(), null);
        }
        var after = wanted.query().after();
        return new Place(last.points(), last.moment(), after == null ? found.window() : after.window());
    }

    private static Map<String, List<SearchPage.Count>> counts(JsonObject facets) {
        var counts = new LinkedHashMap<String, List<SearchPage.Count>>();
        for (var facet : Facet.values()) {
            counts.put(facet.parameter(), values(facets.getJsonArray(facet.parameter())).toList());
        }
        return counts;
    }

    private static Stream<SearchPage.Count> values(JsonArray array) {
        return array.stream()
                .map(JsonObject.class::cast)
                .map(each -> new SearchPage.Count(each.getString("value"), each.getLong("count")));
    }
}
