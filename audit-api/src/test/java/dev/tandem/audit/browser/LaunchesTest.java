package dev.tandem.audit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchesTest {

    private static final Path BROWSER = Path.of("browser");

    @Test
    void aBrowserThatDoesNotStartIsTriedTwiceAgain() {
        var tried = new ArrayList<Path>();

        assertThatThrownBy(() ->
                        Launches.of(
                                BROWSER,
                                executable -> {
                                    tried.add(executable);
                                    throw new PlaywrightException("start " + tried.size());
                                }))
                .hasMessage("start 3");

        assertThat(tried).isEqualTo(List.of(BROWSER, BROWSER, BROWSER));
    }
}
