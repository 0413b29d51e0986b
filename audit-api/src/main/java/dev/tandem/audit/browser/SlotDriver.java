package dev.tandem.audit.browser;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.impl.PlaywrightImpl;
import com.microsoft.playwright.impl.driver.Driver;
import dev.tandem.audit.process.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Starts Playwright's drivers, each with an environment of its own.
///
/// [Playwright#create()] hands the environment of the first driver to all that follow, and with it the folder for
/// temporary files. Told where a driver is installed, Playwright makes a fresh description of it for each start: so the
/// scripts are unpacked once, and every start is a first one.
final class SlotDriver {

    private static final String INSTALLED = "playwright.cli.dir";
    private static final String UNPACK_TO = "playwright.driver.tmpdir";

    private SlotDriver() {}

    /// @param node the Node binary
    /// @param root where browsers keep temporary files, swept when this process was killed
    /// @param folder where this driver and its browser keep theirs
    static Playwright start(String node, Path root, Path folder) {
        install(node, root);
        var environment =
                Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node,
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        // A driver keeps little; without a limit its heap grows to what the machine has.
                        "NODE_OPTIONS",
                        "--max-old-space-size=256 --max-semi-space-size=4",
                        "TMPDIR",
                        folder.toString(),
                        // Without this word Firefox does not believe the setting that keeps it from asking Mozilla for
                        // updates of its lists, dozens of times in a scan.
                        "MOZ_REMOTE_SETTINGS_DEVTOOLS",
                        "1");
        return PlaywrightImpl.createImpl(new Playwright.CreateOptions().setEnv(environment), true);
    }

    private static synchronized void install(String node, Path root) {
        var installed = System.getProperty(INSTALLED);
        if (installed != null && Files.exists(Path.of(installed))) {
            return;
        }
        System.clearProperty(INSTALLED);
        var folder = RunFolder.under(root).path();
        // Before the driver asks the same for its files: the last one asked for goes first.
        folder.toFile().deleteOnExit();
        System.setProperty(UNPACK_TO, folder.toString());
        var environment = Map.of("PLAYWRIGHT_NODEJS_PATH", node, "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        System.setProperty(INSTALLED, Driver.createAndInstall(environment, false).driverDir().toString());
    }
}
