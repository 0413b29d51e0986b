package dev.tandem.audit.browser;

import static dev.tandem.audit.scan.BrowserName.CHROMIUM;
import static dev.tandem.audit.scan.BrowserName.FIREFOX;
import static dev.tandem.audit.scan.BrowserName.WEBKIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.audit.browser.IdleSlots.Claim;
import dev.tandem.audit.browser.IdleSlots.Idle;
import dev.tandem.audit.scan.BrowserName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class IdleSlotsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final IdleSlots<String> idle = new IdleSlots<>(0);

    @Test
    void theOneUsedLastIsUsedNext() throws InterruptedException {
        put("a", CHROMIUM, 0);
        put("b", CHROMIUM, 1);

        assertThat(taken(CHROMIUM)).contains("b");
        assertThat(taken(CHROMIUM)).contains("a");
        assertThat(taken(CHROMIUM)).isEmpty();
    }

    @Test
    void aVisitGetsItsOwnBrowser() throws InterruptedException {
        put("chromium", CHROMIUM, 0);
        put("firefox", FIREFOX, 1);

        assertThat(taken(CHROMIUM)).contains("chromium");
    }

    @Test
    void theOneUsedTheLongestTimeAgoMakesRoomWhateverItIs() throws InterruptedException {
        put("fox", FIREFOX, 5);
        put("old", CHROMIUM, 3);
        put("new", CHROMIUM, 9);

        assertThat(claim(WEBKIT)).contains(new Claim.PlaceOf<>("old"));
        assertThat(claim(WEBKIT)).contains(new Claim.PlaceOf<>("fox"));
    }

    @Test
    void nobodyMakesRoomWhileThereIsSome() throws InterruptedException {
        put("fox", FIREFOX, 0);
        idle.freePlace();

        assertThat(claim(CHROMIUM)).contains(new Claim.Place<>());
        assertThat(claim(CHROMIUM)).contains(new Claim.PlaceOf<>("fox"));
        assertThat(claim(CHROMIUM)).isEmpty();
    }

    @Test
    void noPlaceIsTakenTwice() {
        idle.freePlace();

        assertThat(idle.takePlace()).isTrue();
        assertThat(idle.takePlace()).isFalse();
    }

    @Test
    void aWornOneServesOnUntilItHasASuccessor() throws InterruptedException {
        idle.put(new Idle<>("worn", CHROMIUM, START, true));

        assertThat(idle.hasFresh(CHROMIUM)).isFalse();
        assertThat(idle.takeReplaced(CHROMIUM)).as("it is all there is").isEmpty();

        put("fresh", CHROMIUM, 1);
        assertThat(idle.takeReplaced(CHROMIUM)).containsExactly("worn");
        assertThat(taken(CHROMIUM)).contains("fresh");
    }

    @Test
    void anotherBrowserIsNoSuccessor() {
        idle.put(new Idle<>("worn", CHROMIUM, START, true));
        put("fox", FIREFOX, 1);

        assertThat(idle.takeReplaced(CHROMIUM)).isEmpty();
    }

    @Test
    void aWornOneIsUsedAfterAllOthers() throws InterruptedException {
        put("a", CHROMIUM, 0);
        put("b", CHROMIUM, 1);
        idle.wear("b"::equals);

        assertThat(taken(CHROMIUM)).contains("a");
        assertThat(taken(CHROMIUM)).contains("b");
    }

    @Test
    void whatNobodyNeedsExpiresButASpareOneOfABrowserInUseStays() {
        put("spare", CHROMIUM, 0);
        put("fox", FIREFOX, 1);

        assertThat(idle.takeExpired(_ -> true, Set.of(CHROMIUM))).containsExactly("fox");
        assertThat(idle.takeExpired(_ -> true, Set.of())).containsExactly("spare");
    }

    @Test
    void onlyOneSpareStays() {
        put("older", CHROMIUM, 0);
        put("newer", CHROMIUM, 1);

        assertThat(idle.takeExpired(_ -> true, Set.of(CHROMIUM))).containsExactly("older");
    }

    @Test
    void noSpareOneGetsThePlaceThatAVisitWaitsFor() throws Exception {
        // Given
        var visit = new FutureTask<>(() -> idle.claim(CHROMIUM, Duration.ofMinutes(1)));
        var thread = Thread.ofVirtual().start(visit);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        // When: the visit has not woken up yet.
        synchronized (idle) {
            idle.freePlace();
            assertThat(idle.takePlace()).isFalse();
        }

        // Then
        assertThat(visit.get()).contains(new Claim.Place<>());
    }

    private Optional<String> taken(BrowserName browser) throws InterruptedException {
        return claim(browser).map(claim -> claim instanceof Claim.Found<String>(var slot) ? slot : "none");
    }

    private Optional<Claim<String>> claim(BrowserName browser) throws InterruptedException {
        return idle.claim(browser, Duration.ZERO);
    }

    private void put(String slot, BrowserName browser, int second) {
        idle.put(new Idle<>(slot, browser, START.plusSeconds(second), false));
    }
}
