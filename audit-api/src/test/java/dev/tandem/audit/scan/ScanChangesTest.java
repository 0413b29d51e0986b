package dev.tandem.audit.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScanChangesTest {

    private static final int FOLLOWERS = 2_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
        Infrastructure.resetDroppedExceptionHandler();
    }

    @Test
    void aFollowerThatReadsSlowlySeesTheLastEventAndThenTheEnd() {
        Infrastructure.setDroppedExceptionHandler(dropped::add);
        var followers = new ArrayList<CompletableFuture<List<Integer>>>();
        for (var n = 0; n < FOLLOWERS; n++) {
            var looks = ScanChanges.untilOver(Multi.createFrom().items(1, 2, 3, 4).emitOn(threads), look -> look == 3);
            followers.add(follow(ScanChanges.until(looks, Uni.createFrom().nothing())));
        }

        assertThat(followers).allSatisfy(seen -> assertThat(end(seen)).containsExactly(1, 2, 3));
        assertThat(dropped).isEmpty();
    }

    @Test
    void aSignalEndsWhatWouldGoOn() throws InterruptedException {
        Infrastructure.setDroppedExceptionHandler(dropped::add);
        var signal = new CompletableFuture<Void>();
        var started = new CountDownLatch(FOLLOWERS);
        var followers = new ArrayList<CompletableFuture<List<Integer>>>();
        for (var n = 0; n < FOLLOWERS; n++) {
            Multi<Integer> endless =
                    Multi.createBy().concatenating().streams(Multi.createFrom().item(1), Multi.createFrom().nothing());
            followers.add(
                    follow(
                            ScanChanges.until(endless.emitOn(threads), Uni.createFrom().completionStage(signal.copy()))
                                    .invoke(started::countDown)));
        }
        // A signal may well be faster than an item that is still under way.
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

        signal.complete(null);

        assertThat(followers).allSatisfy(seen -> assertThat(end(seen)).containsExactly(1));
        assertThat(dropped).isEmpty();
    }

    /// Asks for the next item from another thread once it has seen one, as a connection does.
    private CompletableFuture<List<Integer>> follow(Multi<Integer> events) {
        var seen = new ConcurrentLinkedQueue<Integer>();
        var ended = new CompletableFuture<List<Integer>>();
        events.subscribe()
                .withSubscriber(
                        new Flow.Subscriber<Integer>() {
                            private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

                            @Override
                            public void onSubscribe(Flow.Subscription given) {
                                subscription.complete(given);
                                given.request(1);
                            }

                            @Override
                            public void onNext(Integer item) {
                                seen.add(item);
                                threads.execute(() -> subscription.join().request(1));
                            }

                            @Override
                            public void onError(Throwable failure) {
                                ended.completeExceptionally(failure);
                            }

                            @Override
                            public void onComplete() {
                                ended.complete(List.copyOf(seen));
                            }
                        });
        return ended;
    }

    private static List<Integer> end(CompletableFuture<List<Integer>> follower) {
        return follower.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
