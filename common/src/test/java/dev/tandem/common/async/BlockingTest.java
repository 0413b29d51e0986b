package dev.tandem.common.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class BlockingTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void runsTwoBlockingCallsAtTheSameTime() {
        // Each waits for the other, so that one after the other would never end.
        var meeting = new CyclicBarrier(2);

        var both =
                Uni.combine()
                        .all()
                        .unis(List.of(Blocking.call(meeting::await), Blocking.call(meeting::await)))
                        .with(Integer.class, List::size);

        assertThat(Blocking.await(both, SOON)).isEqualTo(2);
    }

    @Test
    void keepsTheCallersTrace() {
        var key = ContextKey.<String>named("trace");
        Uni<String> work;
        try (var _ = Context.current().with(key, "the caller's").makeCurrent()) {
            work = Blocking.call(() -> Context.current().get(key));
        }

        assertThat(Blocking.await(work, SOON)).isEqualTo("the caller's");
    }

    @Test
    void handsFailuresOnAsTheyAre() {
        var uni =
                Blocking.call(() -> {
                    throw new IOException("gone");
                });

        assertThatThrownBy(() -> Blocking.await(uni, SOON)).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void interruptsWorkThatNobodyWaitsForAnyMore() throws Exception {
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var cancellable =
                Blocking.<Boolean>call(
                                () -> {
                                    started.countDown();
                                    try {
                                        return new CountDownLatch(1).await(1, java.util.concurrent.TimeUnit.MINUTES);
                                    } catch (InterruptedException cancelled) {
                                        interrupted.countDown();
                                        throw cancelled;
                                    }
                                })
                        .subscribe()
                        .with(ended -> {});
        started.await();

        cancellable.cancel();

        assertThat(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void stopsWaitingInTime() {
        assertThatThrownBy(() -> Blocking.await(Uni.createFrom().nothing(), Duration.ofMillis(50)))
                .isInstanceOf(TimeoutException.class);
    }
}
