package dev.tandem.audit.browser;

import dev.tandem.audit.scan.BrowserName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds browsers on this machine.
final class InstalledBrowsers {

    private static final List<String> FIREFOX =
            List.of(
                    "/usr/lib/firefox-esr/firefox-esr",
                    "/usr/lib/firefox/firefox",
                    "/opt/firefox/firefox",
                    "/Applications/Firefox.app/Contents/MacOS/firefox");

    private InstalledBrowsers() {}

    static Optional<Path> firefox(BrowserConfig config) {
        return config.firefox().filter(Files::isExecutable).or(() -> first(FIREFOX));
    }

    static Optional<Path> webkit(BrowserConfig config) {
        return config.webkit()
                .filter(Files::isExecutable)
                .or(() -> fromPlaywright(path -> path.getFileName().toString().equals("pw_run.sh")));
    }

    static Optional<Path> first(List<String> places) {
        return places.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /// What Playwright itself has downloaded, the newest revision first.
    static Optional<Path> fromPlaywright(Predicate<Path> binary) {
        return caches().filter(Files::isDirectory).flatMap(folder -> binaries(folder, binary)).findFirst();
    }

    private static Stream<Path> caches() {
        var home = Path.of(System.getProperty("user.home"));
        var said = System.getenv("PLAYWRIGHT_BROWSERS_PATH");
        return Stream.<@Nullable Path>of(
                        said == null ? null : Path.of(said),
                        home.resolve(".cache/ms-playwright"),
                        home.resolve("Library/Caches/ms-playwright"))
                .filter(Objects::nonNull);
    }

    private static Stream<Path> binaries(Path folder, Predicate<Path> binary) {
        try (var files = Files.find(folder, 4, (path, _) -> binary.test(path) && Files.isExecutable(path))) {
            return files.sorted(Comparator.reverseOrder()).toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    static BrowserFailure missing(BrowserName name) {
        var sentence =
                switch (name) {
                    case CHROMIUM ->
                            "No Chromium is installed here. Install Debian's package chromium-headless-shell, or run"
                                    + " Playwright's 'install chromium-headless-shell', or set AUDIT_BROWSER_CHROMIUM to"
                                    + " a browser's binary.";
                    case FIREFOX ->
                            "No Firefox is installed here. Install Debian's package firefox-esr, or Firefox itself, or"
                                    + " set AUDIT_BROWSER_FIREFOX to its binary.";
                    case WEBKIT ->
                            "No WebKit is installed here. Run Playwright's 'install --with-deps webkit', or set"
                                    + " AUDIT_BROWSER_WEBKIT to the pw_run.sh of its build.";
                };
        return new BrowserFailure("BROWSER_NOT_INSTALLED", sentence, false, null);
    }
}
