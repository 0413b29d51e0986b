package dev.tandem.audit.browser;

import dev.tandem.audit.scan.BrowserName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// An installed Chromium.
///
/// @param version such as `156.0.8078.79`
/// @param sandboxed whether its sandbox can and shall be used
public record Chromium(Path executable, String version, boolean sandboxed) {

    /// Debian's wrapper in /usr/bin is left out on purpose: it is a shell script that adds switches of its own.
    private static final List<String> PLACES =
            List.of(
                    "/usr/lib/chromium/chromium-headless-shell",
                    "/usr/lib/chromium/chromium",
                    "/opt/google/chrome/chrome",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                    "/Applications/Chromium.app/Contents/MacOS/Chromium");

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    /// @throws BrowserFailure with a sentence that says how to get a browser where there is none
    public static Chromium find(BrowserConfig config) throws BrowserFailure {
        var executable =
                config.chromium()
                        .or(Chromium::installed)
                        .orElseThrow(() -> InstalledBrowsers.missing(BrowserName.CHROMIUM));
        if (!Files.isExecutable(executable)) {
            throw new BrowserFailure(
                    "BROWSER_NOT_INSTALLED", "There is no browser at the configured place.", false, null);
        }
        var root = "root".equals(System.getProperty("user.name"));
        var sandboxed =
                config.sandbox() == BrowserConfig.Sandbox.ON
                        || (config.sandbox() == BrowserConfig.Sandbox.AUTO && !root);
        return new Chromium(executable, versionOf(executable), sandboxed);
    }

    private static Optional<Path> installed() {
        return InstalledBrowsers.first(PLACES).or(() -> InstalledBrowsers.fromPlaywright(Chromium::isShell));
    }

    /// The whole browser, beside the headless shell, where that is installed too.
    static Optional<Path> whole() {
        return InstalledBrowsers.first(PLACES.subList(1, PLACES.size()));
    }

    private static boolean isShell(Path path) {
        var name = path.getFileName().toString();
        return name.equals("headless_shell") || name.equals("chrome-headless-shell");
    }

    private static String versionOf(Path executable) throws BrowserFailure {
        try {
            var process =
                    new ProcessBuilder(executable.toString(), "--version")
                            .redirectErrorStream(true)
                            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            var version = VERSION.matcher(output);
            if (version.find()) {
                return version.group();
            }
        } catch (IOException failure) {
            throw BrowserErrors.notStarted(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new BrowserFailure("BROWSER_NOT_STARTED", "The browser does not tell its version.", true, null);
    }
}
