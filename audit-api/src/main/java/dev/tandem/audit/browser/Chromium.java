package dev.tandem.audit.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        var executable = config.chromium().or(Chromium::installed).orElseThrow(Chromium::missing);
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

    private static BrowserFailure missing() {
        return new BrowserFailure(
                "BROWSER_NOT_INSTALLED",
                "No Chromium is installed here. Install Debian's package chromium-headless-shell, or run Playwright's"
                        + " 'install chromium-headless-shell', or set AUDIT_BROWSER_CHROMIUM to a browser's binary.",
                false,
                null);
    }

    private static Optional<Path> installed() {
        var fixed = PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
        return fixed.or(Chromium::fromPlaywright);
    }

    private static Optional<Path> fromPlaywright() {
        var home = Path.of(System.getProperty("user.home"));
        return Stream.of(home.resolve(".cache/ms-playwright"), home.resolve("Library/Caches/ms-playwright"))
                .filter(Files::isDirectory)
                .flatMap(Chromium::binaries)
                .findFirst();
    }

    private static Stream<Path> binaries(Path folder) {
        try (var files = Files.find(folder, 4, (path, attributes) -> isBinary(path))) {
            return files.sorted().toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    private static boolean isBinary(Path path) {
        var name = path.getFileName().toString();
        return (name.equals("headless_shell") || name.equals("chrome-headless-shell")) && Files.isExecutable(path);
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

    /// `156`
    String majorVersion() {
        return version.substring(0, version.indexOf('.'));
    }
}
