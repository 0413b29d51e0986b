package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import org.junit.jupiter.api.Test;

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
}
