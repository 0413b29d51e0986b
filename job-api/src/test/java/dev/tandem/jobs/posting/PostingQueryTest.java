package dev.tandem.jobs.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.common.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostingQueryTest {

    @ParameterizedTest
    @CsvSource({
        "Engineer, engineer:*",
        "'  senior   engineer ', senior:* & engineer:*",
        "full-stack, full:* & stack:*",
        "'a & b | !c', a:* & b:* & c:*",
        "\"x') or 1=1 --\", x:* & or:* & 1:* & 1:*",
        "Ingénieur, ingénieur:*",
    })
    void letsOnlyLettersAndDigitsIntoTheSearch(String q, String words) {
        assertThat(query(q, null, null, null).words()).isEqualTo(words);
    }

    @Test
    void leavesOutTheArchivedUnlessTheyAreAskedFor() {
        assertThat(PostingQuery.parse(null, List.of(), null, null, null, null).statuses())
                .containsExactlyInAnyOrder(PostingStatus.NEW, PostingStatus.SAVED, PostingStatus.APPLIED);
        assertThat(PostingQuery.parse(null, List.of("archived", "NEW,SAVED"), null, null, null, null).statuses())
                .containsExactlyInAnyOrder(PostingStatus.ARCHIVED, PostingStatus.NEW, PostingStatus.SAVED);
    }

    @Test
    void namesTheParameterThatItCantRead() {
        refuses("q", () -> query("+++", null, null, null));
        refuses("q", () -> query("x".repeat(201), null, null, null));
        refuses("source", () -> query(null, "7", null, null));
        refuses("remote", () -> query(null, null, "maybe", null));
        refuses("cursor", () -> query(null, null, null, "%%%"));
        refuses("cursor", () -> query(null, null, null, "YR9i"));
        refuses("status", () -> PostingQuery.parse(null, List.of("LOST"), null, null, null, null));
    }

    private static PostingQuery query(
            @Nullable String q, @Nullable String source, @Nullable String remote, @Nullable String cursor) {
        return PostingQuery.parse(q, List.of(), source, remote, null, cursor);
    }

    private static void refuses(String parameter, org.assertj.core.api.ThrowableAssert.ThrowingCallable parsing) {
        assertThatThrownBy(parsing).isInstanceOf(Problem.class).hasMessageStartingWith(parameter + ": ");
    }
}
