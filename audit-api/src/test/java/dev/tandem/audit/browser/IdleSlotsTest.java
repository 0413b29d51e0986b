package dev.tandem.audit.browser;

import static dev.tandem.audit.scan.BrowserName.CHROMIUM;
import static dev.tandem.audit.scan.BrowserName.FIREFOX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.browser.IdleSlots.Idle;
import dev.tandem.audit.scan.BrowserName;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdleSlotsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final IdleSlots<String> idle = new IdleSlots<>();

    @Test
    void theOneUsedLastIsUsedNext() {
        put("a", CHROMIUM, 0);
        put("b", CHROMIUM, 1);

        assertThat(idle.take(CHROMIUM)).contains("b");
        assertThat(idle.take(CHROMIUM)).contains("a");
        assertThat(idle.take(CHROMIUM)).isEmpty();
    }

    @Test
    void aVisitGetsItsOwnBrowser() {
        put("chromium", CHROMIUM, 0);
        put("firefox", FIREFOX, 1);

        assertThat(idle.take(CHROMIUM)).contains("chromium");
    }

    @Test
    void theOneUsedTheLongestTimeAgoMakesRoomWhateverItIs() {
        put("fox", FIREFOX, 5);
        put("old", CHROMIUM, 3);
        put("new", CHROMIUM, 9);

        assertThat(idle.takeOldest()).contains("old");
        assertThat(idle.takeOldest()).contains("fox");
    }

    @Test
    void aWornOneServesOnUntilItHasASuccessor() {
        idle.put(new Idle<>("worn", CHROMIUM, START, true));

        assertThat(idle.hasFresh(CHROMIUM)).isFalse();
        assertThat(idle.takeReplaced()).as("it is all there is").isEmpty();

        put("fresh", CHROMIUM, 1);
        assertThat(idle.takeReplaced()).containsExactly("worn");
        assertThat(idle.take(CHROMIUM)).contains("fresh");
    }

    @Test
    void anotherBrowserIsNoSuccessor() {
        idle.put(new Idle<>("worn", CHROMIUM, START, true));
        put("fox", FIREFOX, 1);

        assertThat(idle.takeReplaced()).isEmpty();
    }

    @Test
    void aWornOneIsUsedAfterAllOthers() {
        put("a", CHROMIUM, 0);
        put("b", CHROMIUM, 1);
        idle.wear("b"::equals);

        assertThat(idle.take(CHROMIUM)).contains("a");
        assertThat(idle.take(CHROMIUM)).contains("b");
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

    private void put(String slot, BrowserName browser, int second) {
        idle.put(new Idle<>(slot, browser, START.plusSeconds(second), false));
    }
}
