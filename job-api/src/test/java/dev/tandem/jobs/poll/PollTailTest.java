package dev.tandem.jobs.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PollTailTest {

    private final UUID id = UUID.randomUUID();
    private final PollTail tail = new PollTail();

    @Test
    void tellsEachSourceOnceAndTheEndLast() {
        // Given
        var none = PollSummary.over(3);
        var two = none.plus(List.of(outcome(), outcome()));
        var three = two.plus(List.of(outcome()));

        // When
        var first = tail.next(view(none, PollState.RUNNING));
        var second = tail.next(view(two, PollState.RUNNING));
        var third = tail.next(view(two, PollState.RUNNING));
        var last = tail.next(view(three, PollState.COMPLETED));

        // Then
        assertThat(first).extracting(PollEvent::name).containsExactly("started", "progress");
        assertThat(second).extracting(PollEvent::name).containsExactly("source", "source", "progress");
        assertThat(second.getLast()).isEqualTo(new PollEvent.Progress(2, 3, 14));
        assertThat(third).isEmpty();
        assertThat(last).extracting(PollEvent::name).containsExactly("source", "progress", "done");
    }

    @Test
    void whoeverWatchesARunLateIsToldEverything() {
        // Given
        var run = new PollRun(id, "acme", Instant.EPOCH, null);
        var early =
                run.events().subscribe().withSubscriber(io.smallrye.mutiny.helpers.test.AssertSubscriber.create(99));
        run.over(1);
        early.cancel();
        run.add(outcome());

        // When
        var late = run.events().subscribe().withSubscriber(io.smallrye.mutiny.helpers.test.AssertSubscriber.create(99));
        run.end(run.view(PollState.COMPLETED, null));
        run.add(outcome());

        // Then
        late.assertCompleted();
        assertThat(late.getItems())
                .extracting(PollEvent::name)
                .containsExactly("started", "progress", "source", "progress", "done");
        assertThat(run.view().totals().done()).isOne();
    }

    private PollView view(PollSummary summary, PollState state) {
        return PollView.of(id, state, Instant.EPOCH, null, null, summary);
    }

    static SourceOutcome outcome() {
        var kind = SourceOutcome.Kind.COMPLETE;
        return new SourceOutcome(UUID.randomUUID(), "Acme", "LEVER", kind, 7, 1, 0, 0, 0, 0, 12, 0, 0, 0, null);
    }
}
