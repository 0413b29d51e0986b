package dev.tandem.audit.lighthouse;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the real Node, browser and engines on this machine, and the processes that a test has started.
final class RealEngines {

    static final Path ROOT = Path.of(System.getProperty("tandem.root", ".."));
    static final boolean SANDBOX = !"root".equals(System.getProperty("user.name"));
    private static final String PROFILE = "--user-data-dir=";

    private RealEngines() {}

    static EngineConfig config(EngineConfig.Lighthouse limits) {
        var directory = ROOT.resolve("audit-api/engines");
        assumeTrue(
                Files.isDirectory(directory.resolve("node_modules/lighthouse")),
                "Skipped: Lighthouse is not installed; run npm ci in audit-api/engines");
        var node =
                Optional.ofNullable(System.getenv("AUDIT_ENGINE_NODE"))
                        .map(Path::of)
                        .orElse(ROOT.resolve(".tandem/tools/node"));
        assumeTrue(
                Files.isExecutable(node),
                "Skipped: no Node 22.19 or newer; set AUDIT_ENGINE_NODE to its path (looked at %s)".formatted(node));
        return new FixedEngineConfig(directory, node.toAbsolutePath().toString(), limits);
    }

    static Path chromium() {
        var chromium =
                Path.of(
                        Optional.ofNullable(System.getenv("AUDIT_BROWSER_CHROMIUM"))
                                .orElse("/usr/lib/chromium/chromium-headless-shell"));
        assumeTrue(
                Files.isExecutable(chromium),
                "Skipped: no browser; set AUDIT_BROWSER_CHROMIUM to a headless shell (looked at %s)"
                        .formatted(chromium));
        return chromium;
    }

    /// The browsers that this JVM's workers run, without their own children.
    static List<ProcessHandle> browsers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process ->
                        commandLine(process.pid()).contains(PROFILE) && !commandLine(process.pid()).contains("--type="))
                .toList();
    }

    /// The Node process that has started the browser.
    static ProcessHandle nodeOf(ProcessHandle browser) {
        return browser.parent().orElseThrow();
    }

    static Path profileOf(ProcessHandle browser) {
        var switches = commandLine(browser.pid()).split("\0");
        return Stream.of(switches)
                .filter(each -> each.startsWith(PROFILE))
                .map(each -> Path.of(each.substring(PROFILE.length())))
                .findFirst()
                .orElseThrow();
    }

    /// Every process of the machine that names the profile, whosever child it is by now.
    static List<Long> processesUsing(Path profile) {
        try (var entries = Files.list(Path.of("/proc"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .filter(pid -> commandLine(pid).contains(profile.toString()))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// From /proc, because ProcessHandle knows no command line of Chromium's children.
    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
