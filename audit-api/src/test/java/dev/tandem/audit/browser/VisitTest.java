package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.egress.ProxyFixture;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import dev.tandem.audit.scan.Viewport;
import org.junit.jupiter.api.Test;

class VisitTest {

    private final StandInBrowser browser = new StandInBrowser();

    @Test
    void theWindowIsTheOneThatAScanAsksFor() {
        open(Device.MOBILE, Settings.inWindow(new Viewport(800, 600)));

        assertWindow(800, 600);
    }

    @Test
    void theWindowIsTheDevicesOwnWhereAScanAsksForNone() {
        open(Device.TABLET, PageSettings.DEFAULT);

        assertWindow(820, 1180);
    }

    private void open(Device device, PageSettings settings) {
        try (var fixture = new ProxyFixture("127.0.0.2");
                var session = fixture.proxy.begin(ProxyFixture.LIMITS);
                var visit = Visit.open(browser.opened(), device, settings, session, BrowserStage.guard())) {
            assertThat(visit.browser()).isEqualTo("Stand-in");
        }
    }

    private void assertWindow(int width, int height) {
        var size = browser.contexts.getLast().viewportSize.orElseThrow();
        assertThat(size.width).isEqualTo(width);
        assertThat(size.height).isEqualTo(height);
    }
}
