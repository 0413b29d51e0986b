package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.egress.Blocklist;
import dev.tandem.audit.egress.EgressProxy;
import dev.tandem.audit.egress.ProxyFixture;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a driver, and nothing behind its browser.
class BrowserSlotTest {

    private final StandInBrowser browser = new StandInBrowser();

    @TempDir private Path folder;

    @Test
    void aPageThatDoesNotCloseIsTheLastOneOfItsSlotAndItsResultCounts() throws Exception {
        try (var slot = slot()) {
            // Given
            slot.start((_, _) -> browser.opened());
            var first = slot.visit(Device.DESKTOP, PageSettings.DEFAULT, _ -> "first");
            assertThat(first).isEqualTo("first");
            assertThat(slot.unusable()).isEmpty();

            // When
            browser.closes = false;
            var found = slot.visit(Device.DESKTOP, PageSettings.DEFAULT, _ -> "second");

            // Then
            assertThat(found).isEqualTo("second");
            assertThat(slot.unusable()).contains(Retirement.CLOSE_FAILED);
        }
    }

    private BrowserSlot slot() throws Exception {
        var config = BrowserStage.config(folder, Map.of());
        var guard = BrowserStage.guard();
        var needs = new SlotNeeds(config, ProxyFixture.LIMITS, guard, Blocklist.EMPTY);
        return new BrowserSlot("slot-1", BrowserName.CHROMIUM, folder.resolve("slot-1"), new EgressProxy(guard), needs);
    }
}
