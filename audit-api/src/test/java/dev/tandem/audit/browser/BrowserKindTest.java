package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ServiceWorkerPolicy;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrowserKindTest {

    @Test
    void chromiumPlaysEveryDevice() {
        var kind = new ChromiumKind("156.0.8078.79");

        var mobile = kind.options(Device.MOBILE);
        var tablet = kind.options(Device.TABLET);
        var desktop = kind.options(Device.DESKTOP);

        assertThat(mobile.isMobile).isTrue();
        assertThat(mobile.hasTouch).isTrue();
        assertThat(mobile.userAgent).contains("Android", "Mobile", "Chrome/156.0.0.0").doesNotContain("Headless");
        assertThat(tablet.hasTouch).isTrue();
        assertThat(tablet.isMobile).isNull();
        assertThat(desktop.hasTouch).isNull();
        assertThat(desktop.userAgent).contains("Linux x86_64");
    }

    @Test
    void theOthersAreNotAskedForWhatTheyCannotDo() {
        var firefox = new PlainKind(BrowserName.FIREFOX, "Firefox 153.0").options(Device.MOBILE);
        var webkit = new PlainKind(BrowserName.WEBKIT, "WebKit 26.0").options(Device.MOBILE);

        assertThat(firefox.isMobile).isNull();
        assertThat(firefox.hasTouch).isNull();
        assertThat(firefox.userAgent).as("it introduces itself as what it is").isNull();
        assertThat(webkit.isMobile).isTrue();
        assertThat(webkit.hasTouch).isNull();
        assertThat(firefox.viewportSize.orElseThrow().width).isEqualTo(390);
    }

    @ParameterizedTest
    @EnumSource
    void noPageDownloadsOrLeavesAServiceWorker(Device device) {
        var kinds =
                List.of(
                        new ChromiumKind("156.0.8078.79"),
                        new PlainKind(BrowserName.FIREFOX, "Firefox 153.0"),
                        new PlainKind(BrowserName.WEBKIT, "WebKit 26.0"));

        assertThat(kinds)
                .extracting(kind -> kind.options(device))
                .allSatisfy(options -> {
                    assertThat(options.acceptDownloads).isFalse();
                    assertThat(options.serviceWorkers).isEqualTo(ServiceWorkerPolicy.BLOCK);
                });
    }
}
