package dev.tandem.jobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.common.testing.MutableClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostTurnsTest {

    private final List<String> started = new ArrayList<>();
    private final List<UniEmitter<? super String>> underWay = new ArrayList<>();

    @Test
    void startsWorkInTheOrderOfItsComing() {
        // Given
        var turns = turns(2);
        for (var name : List.of("a", "b", "c", "d")) {
            subscribe(turns, "host", name);
        }

        // When
        underWay.get(0).complete("done");
        underWay.get(1).complete("done");

        // Then
        assertThat(started).containsExactly("a", "b", "c", "d");
    }

    @Test
    void startsNothingWhileTheHostWantsAPauseAndGoesOnAfterIt() {
        // Given
        var clock = new MutableClock(Instant.parse("2026-05-04T12:00:00Z"));
        var due = new ArrayList<Runnable>();
        var turns =
                new HostTurns(() -> new HostPace(4, 3, Duration.ofMinutes(1)), clock, (work, after) -> due.add(work));
        for (var name : List.of("a", "b", "c", "d", "e", "f")) {
            subscribe(turns, "host", name);
        }

        // When
        turns.slowDown("host", Duration.ofSeconds(7));
        List.copyOf(underWay).forEach(emitter -> emitter.complete("done"));
        var duringPause = List.copyOf(started);
        clock.forward(Duration.ofSeconds(7));
        due.forEach(Runnable::run);

        // Then
        assertThat(duringPause).containsExactly("a", "b", "c", "d");
        assertThat(due).hasSize(1);
        assertThat(started).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void keepsHostsApart() {
        // Given
        var turns = turns(1);

        // When
        subscribe(turns, "one", "a");
        subscribe(turns, "one", "b");
        subscribe(turns, "other", "c");

        // Then
        assertThat(started).containsExactly("a", "c");
    }

    @Test
    void freesTheTurnOfWorkThatFailsOrIsCancelled() {
        // Given
        var turns = turns(1);
        subscribe(turns, "host", "a");
        var cancelledWhileWaiting = subscribe(turns, "host", "b");
        var cancelledAtWork = subscribe(turns, "host", "c");
        subscribe(turns, "host", "d");

        // When
        cancelledWhileWaiting.cancel();
        underWay.get(0).fail(new IllegalStateException("broken"));
        cancelledAtWork.cancel();

        // Then
        assertThat(started).containsExactly("a", "c", "d");
    }

    @Test
    void freesTheTurnOfWorkThatCannotStart() {
        // Given
        var turns = turns(1);
        var broken =
                turns.<String>take(
                        "host",
                        () -> {
                            throw new IllegalStateException("broken");
                        });

        // When
        broken.subscribe().withSubscriber(UniAssertSubscriber.create()).assertFailedWith(IllegalStateException.class);
        subscribe(turns, "host", "next");

        // Then
        assertThat(started).containsExactly("next");
    }

    @Test
    void neverHasMoreThanSixRequestsUnderWayToOneServer() {
        // Given
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var slow = new StandIn[1];
        try (var server =
                new StandIn(request -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    slow[0].vertx()
                            .getDelegate()
                            .setTimer(
                                    150,
                                    timer -> {
                                        now.decrementAndGet();
                                        StandIn.answer(request, 200, "application/json", Buffer.buffer("1"));
                                    });
                })) {
            slow[0] = server;
            var requests =
                    IntStream.range(0, 30)
                            .mapToObj(i -> BoardRequest.get(URI.create(server.address() + "/" + i)))
                            .map(request -> server.client().json(request, root -> root.asInt()))
                            .toList();

            // When
            var answers = Uni.join().all(requests).andFailFast().await().atMost(Duration.ofSeconds(20));

            // Then
            assertThat(answers).hasSize(30);
            assertThat(most).hasValue(6);
        }
    }

    private UniAssertSubscriber<String> subscribe(HostTurns turns, String host, String name) {
        Uni<String> work =
                turns.take(
                        host,
                        () -> {
                            started.add(name);
                            return Uni.createFrom().emitter(underWay::add);
                        });
        return work.subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static HostTurns turns(int atOnce) {
        return new HostTurns(
                () -> new HostPace(atOnce, 3, Duration.ofMinutes(1)), InstantSource.system(), (work, after) -> {});
    }
}
