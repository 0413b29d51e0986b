package dev.tandem.audit.browser;

import com.microsoft.playwright.PlaywrightException;
import dev.tandem.audit.browser.BrowserSource.OpenedBrowser;
import io.quarkus.logging.Log;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Starts of a browser of this machine: what failed is tried again, because much of what keeps a browser from starting
/// is over in a moment.
final class Launches {

    private Launches() {}

    /// @param executables in the order in which they are tried, at least one
    /// @throws PlaywrightException when none started, the last one's
    static OpenedBrowser inTurn(List<Path> executables, Function<Path, OpenedBrowser> launch) {
        for (var executable : executables.subList(0, executables.size() - 1)) {
            try {
                return launch.apply(executable);
            } catch (PlaywrightException failure) {
                Log.warnf("A browser did not start, it is tried again executable=%s", executable);
                Log.debug("What Playwright says of it", failure);
            }
        }
        return launch.apply(executables.getLast());
    }

    /// The same one three times at most.
    static OpenedBrowser of(Path executable, Function<Path, OpenedBrowser> launch) {
        return inTurn(List.of(executable, executable, executable), launch);
    }
}
