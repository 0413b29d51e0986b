package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import dev.tandem.audit.scan.BrowserName;
import dev.tandem.audit.scan.Device;
import dev.tandem.audit.scan.PageSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackersTest {

    private static final String PAGE =
            """
            <!doctype html><html lang=en><title>Tracked</title>
            <script src="https://cdn.tracker.example/t.js"></script>
            <img src="http://pixel.tracker.example/a.gif"><img src="http://pixel.tracker.example/b.gif">
            <script src="/matomo.js"></script><script src="/own.js"></script>\
            """;

    @Test
    void aScanThatAsksForItDoesWithoutTrackersAndSaysWhichOnes(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("trackers"), "||tracker.example^\n");
        try (var stage = new BrowserStage(folder, InstantSource.system(), Map.of("spare", "false"))) {
            stage.page("/tracked", PAGE);
            stage.page("/matomo.js", "window.matomo = true");
            stage.page("/own.js", "window.own = true");

            var without = trackers(stage, Settings.withoutTrackers(BrowserName.CHROMIUM));
            var with = trackers(stage, PageSettings.DEFAULT);

            assertThat(without)
                    .containsEntry("cdn.tracker.example", 1)
                    .containsEntry("pixel.tracker.example", 2)
                    .containsEntry("127.0.0.1", 1)
                    .hasSize(3);
            assertThat(with).isEmpty();
        }
    }

    private static Map<String, Integer> trackers(BrowserStage stage, PageSettings settings) throws Exception {
        return stage.pool.visit(
                Device.DESKTOP,
                settings,
                visit -> {
                    new PageLoader(stage.config).load(visit, stage.url("/tracked"));
                    visit.page()
                            .waitForLoadState(LoadState.LOAD, new Page.WaitForLoadStateOptions().setTimeout(10_000));
                    assertThat(visit.page().evaluate("window.own === true")).isEqualTo(true);
                    assertThat(visit.page().evaluate("window.matomo === true")).isEqualTo(!settings.blockTrackers());
                    return visit.trackers();
                });
    }
}
