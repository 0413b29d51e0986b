package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromiumSourceTest {

    @Test
    void aShellThatDoesNotStartIsTriedTwiceAndThenTheWholeBrowser(@TempDir Path folder) throws Exception {
        // Given: a browser that only notes that it was started.
        var broken = folder.resolve("broken-browser");
        Files.writeString(broken, "#!/bin/sh\necho started >> %s/starts\nexit 1\n".formatted(folder));
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        var source = new ChromiumSource(new Chromium(broken, "1.2.3.4", false));
        var whole = Chromium.whole();

        try (var playwright = SlotDriver.start(BrowserStage.config(folder, Map.of()).node(), folder, folder)) {
            if (whole.isPresent()) {
                // When
                var opened = source.open(playwright, 9);

                // Then
                assertThat(opened.kind().product()).startsWith("Chromium ");
                assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(2);
                opened.browser().close();
            } else {
                assertThatThrownBy(() -> source.open(playwright, 9)).isInstanceOf(PlaywrightException.class);
                assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(3);
            }
        }
    }
}
