package dev.tandem.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.common.problem.Problem;
import dev.tandem.jobs.posting.PostingStatus;
import dev.tandem.jobs.search.PostingQuery.Order;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PostingQueryTest {

    private static final Place.Moment NOON =
            new Place.Moment(Instant.parse("2026-05-04T12:00:00.123456Z"), UUID.randomUUID());

    @Test
    void leavesOutTheArchivedUnlessTheyAreAskedFor() {
        assertThat(query(with -> {}).statuses())
                .containsExactlyInAnyOrder(PostingStatus.NEW, PostingStatus.SAVED, PostingStatus.APPLIED);
        assertThat(query(with -> with.status = List.of("archived", "NEW,SAVED")).statuses())
                .containsExactlyInAnyOrder(PostingStatus.ARCHIVED, PostingStatus.NEW, PostingStatus.SAVED);
    }

    @Test
    void ordersByWhatWasAskedFor() {
        assertThat(query(with -> {}).order()).isEqualTo(Order.NEWEST);
        assertThat(query(with -> with.q = "java").order()).isEqualTo(Order.RELEVANCE);
        assertThat(
                        query(
                                        with -> {
                                            with.q = "java";
                                            with.order = "newest";
                                        })
                                .order())
                .isEqualTo(Order.NEWEST);
        assertThat(query(with -> with.filter = UUID.randomUUID().toString()).order()).isEqualTo(Order.SCORE);
    }

    @Test
    void takesNotRemoteForWhateverElseIsKnownOrNot() {
        assertThat(query(with -> with.remote = "false").wanted())
                .containsEntry(Facet.WORKPLACE, List.of("HYBRID", "ON_SITE", "?"));
    }

    @Test
    void findsItsPlaceAgain() {
        var older = new Place.Moment(NOON.publishedAt().minusSeconds(60), UUID.randomUUID());

        isFoundAgain(new Place(3, older, new Place.Window(NOON, older)), Order.RELEVANCE);
        isFoundAgain(new Place(-3, older, new Place.Window(NOON, null)), Order.SCORE);
        isFoundAgain(new Place(0, NOON, null), Order.NEWEST);
    }

    private static void isFoundAgain(Place place, Order order) {
        assertThat(Place.parse(place.cursor().encode(), order)).isEqualTo(place);
    }

    @Test
    void namesTheParameterThatItCantRead() {
        refuses("q", with -> with.q = "+++");
        refuses("q", with -> with.q = "x".repeat(201));
        refuses("source", with -> with.source = List.of("7"));
        refuses("remote", with -> with.remote = "maybe");
        refuses("workplace", with -> with.workplace = List.of("MOON"));
        refuses("country", with -> with.country = List.of("a\0b"));
        refuses("filter", with -> with.filter = "7");
        refuses("order", with -> with.order = "worst");
        refuses("order", with -> with.order = "SCORE");
        refuses("order", with -> with.order = "RELEVANCE");
        refuses("cursor", with -> with.cursor = "%%%");
        refuses("cursor", with -> with.cursor = "YR9i");
        refuses(
                "cursor",
                with -> {
                    with.q = "java";
                    with.cursor = new Place(0, NOON, null).cursor().encode();
                });
        refuses("status", with -> with.status = List.of("LOST"));
        refuses("company", with -> with.company = java.util.Collections.nCopies(51, "Acme"));
    }

    private static PostingQuery query(Consumer<SearchParameters> change) {
        var parameters = new SearchParameters();
        change.accept(parameters);
        return PostingQuery.parse(parameters);
    }

    private static void refuses(String parameter, Consumer<SearchParameters> change) {
        assertThatThrownBy(() -> query(change)).isInstanceOf(Problem.class).hasMessageStartingWith(parameter + ": ");
    }
}
