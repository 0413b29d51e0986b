package dev.tandem.bench.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What is installed on this machine, and what the benchmark installs for itself into `.tandem/bench`.
///
/// @param root of the project
/// @param node a Node of 22.19 or newer
/// @param chromium the browser that all contenders use
/// @param chromedriver of the browser's own version, which axe's command line needs; absent where there is none
record Tools(Path root, Path node, Path chromium, Optional<Path> chromedriver) {

    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "floor.mjs", "checks.mjs", "pa11y-times.cjs");

    static Tools find() {
        var driver = Optional.ofNullable(System.getenv("CHROMEDRIVER")).map(Path::of);
        return new Tools(
                Path.of(System.getProperty("tandem.root", ".")).toAbsolutePath().normalize(),
                Path.of(Objects.requireNonNull(System.getenv("AUDIT_ENGINE_NODE"), "no Node: deploy/local/prepare")),
                Path.of(Objects.requireNonNull(System.getenv("AUDIT_BROWSER_CHROMIUM"))),
                driver.or(() -> Optional.of(Path.of("/usr/bin/chromedriver"))).filter(Files::isExecutable));
    }

    Path folder() {
        return root.resolve(".tandem/bench");
    }

    Path engines() {
        return root.resolve("audit-api/engines");
    }

    Path module(String path) {
        return folder().resolve("node_modules").resolve(path);
    }

    /// Installs the npm tools in their pinned versions, without browsers of their own. Does nothing when they are
    /// there.
    void install() throws IOException, InterruptedException {
        Files.createDirectories(folder());
        var changed = !Files.isDirectory(module("pa11y-ci"));
        for (var file : FILES) {
            var ours = root.resolve("deploy/bench/audit").resolve(file);
            var theirs = folder().resolve(file);
            changed |= !Files.exists(theirs) || Files.mismatch(ours, theirs) >= 0 && file.endsWith(".json");
            Files.copy(ours, theirs, StandardCopyOption.REPLACE_EXISTING);
        }
        if (changed) {
            var npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            npm.environment().put("PUPPETEER_SKIP_DOWNLOAD", "1");
            npm.directory(folder().toFile()).redirectErrorStream(true).redirectOutput(log("npm"));
            if (npm.start().waitFor() != 0) {
                throw new IOException("npm ci failed; see " + log("npm").file());
            }
        }
    }

    ProcessBuilder.Redirect log(String name) {
        return ProcessBuilder.Redirect.to(folder().resolve(name + ".log").toFile());
    }
}
