package dev.tandem.bench.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What can be had ready-made, and the floor, each as a process of its own.
final class Contenders {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TAGS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private final Tools tools;
    private final List<URI> warmUp;
    private final List<URI> pages;

    /// @param warmUp audited before counting begins, where a tool can be warm
    Contenders(Tools tools, List<URI> warmUp, List<URI> pages) {
        this.tools = tools;
        this.warmUp = List.copyOf(warmUp);
        this.pages = List.copyOf(pages);
    }

    /// @param secondEngine whether AccessLint is injected too
    Measured floor(int concurrency, boolean secondEngine) throws IOException, InterruptedException {
        var modules = tools.engines().resolve("node_modules");
        var engines = new ArrayList<>(List.of(modules.resolve("axe-core/axe.min.js").toString()));
        if (secondEngine) {
            engines.add(modules.resolve("@accesslint/core/dist/index.iife.js").toString());
        }
        var options =
                Map.of(
                        "runOnly", Map.of("type", "tag", "values", TAGS),
                        "rules", Map.of("target-size", Map.of("enabled", false)),
                        "resultTypes", List.of("violations", "incomplete"),
                        "preload", false,
                        "elementRef", false);
        var job =
                Map.of(
                        "chromium", tools.chromium().toString(),
                        "engines", engines,
                        "options", options,
                        "concurrency", concurrency,
                        "warmUp", warmUp,
                        "urls", pages);
        var program = new ProcessBuilder(tools.node().toString(), "floor.mjs", JSON.writeValueAsString(job));
        program.directory(tools.folder().toFile()).redirectError(tools.log("floor"));
        return Lines.run("floor: Playwright for Node, " + concurrency + " at once", program);
    }

    /// @param warm whether the browser is kept from page to page
    Measured javaBuilder(int concurrency, boolean warm) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), Builder.class.getName()));
        command.addAll(List.of(tools.chromium().toString(), Integer.toString(concurrency), Boolean.toString(warm)));
        pages.stream().map(URI::toString).forEach(command::add);
        var program = new ProcessBuilder(command).redirectError(tools.log("builder"));
        program.environment().put("PLAYWRIGHT_NODEJS_PATH", tools.node().toString());
        program.environment().put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        return Lines.run("Java builder, " + (warm ? "warm browser, " : "browser per scan, ") + concurrency, program);
    }

    /// With one page at a time and with several: pages as objects, because pa11y-ci closes its own contexts when they
    /// are plain texts.
    Measured pa11yCi(int concurrency, String runner) throws IOException, InterruptedException {
        var report = tools.folder().resolve("pa11yci-report.json");
        var times = tools.folder().resolve("pa11yci-times.txt");
        var launch =
                Map.of(
                        "executablePath",
                        tools.chromium().toString(),
                        "headless",
                        "shell",
                        "args",
                        "root".equals(System.getProperty("user.name")) ? List.of("--no-sandbox") : List.of());
        var defaults =
                Map.of(
                        "concurrency",
                        concurrency,
                        "runners",
                        List.of(runner),
                        "wait",
                        500,
                        "timeout",
                        60_000,
                        "chromeLaunchConfig",
                        launch,
                        "reporters",
                        List.of(
                                List.of("json", Map.of("fileName", report.toString())),
                                List.of("./pa11y-times.cjs", Map.of("fileName", times.toString()))));
        // The same address twice would be one entry of its report.
        var urls = new ArrayList<Map<String, String>>();
        for (var n = 0; n < pages.size(); n++) {
            urls.add(Map.of("url", pages.get(n) + "?" + n));
        }
        var config = tools.folder().resolve("pa11yci.json");
        Files.writeString(config, JSON.writeValueAsString(Map.of("defaults", defaults, "urls", urls)));
        var program = node(tools.module("pa11y-ci/bin/pa11y-ci.js"), List.of("--config", config.toString()));
        program.redirectErrorStream(true).redirectOutput(tools.log("pa11y-ci"));
        var run = timed(program, line -> {});
        var millis = Files.readAllLines(times).stream().map(Double::valueOf).toList();
        var found = new TreeMap<String, List<String>>();
        JSON.readTree(report.toFile())
                .path("results")
                .properties()
                .forEach(page -> found.put(Lines.path(page.getKey()), Lines.codes(page.getValue())));
        var name = "pa11y-ci, " + runner + ", " + concurrency + " at once";
        return new Measured(name, pages.size(), run.seconds(), millis, run.peak(), Measured.counted(found));
    }

    /// One page after the other, which is all that it offers.
    Measured axeCli(Path chromedriver) throws IOException, InterruptedException {
        var arguments = new ArrayList<String>();
        pages.stream().map(URI::toString).forEach(arguments::add);
        arguments.addAll(List.of("--tags", String.join(",", TAGS), "--load-delay", "500"));
        arguments.addAll(List.of("--chromedriver-path", chromedriver.toString()));
        arguments.addAll(List.of("--chrome-path", tools.chromium().toString()));
        arguments.addAll(List.of("--chrome-options", "no-sandbox,headless", "--save", "axe-report.json"));
        arguments.addAll(List.of("--dir", tools.folder().toString()));
        var program = node(tools.module("@axe-core/cli/dist/src/bin/cli.js"), arguments);
        program.redirectErrorStream(true);
        // It names each page when it begins with it; the last one's end is its own.
        var begun = new ArrayList<Long>();
        var run =
                timed(
                        program,
                        line -> {
                            if (line.contains("Testing ")) {
                                begun.add(System.nanoTime());
                            }
                        });
        begun.add(System.nanoTime());
        var millis = IntStream.range(1, begun.size()).mapToObj(n -> (begun.get(n) - begun.get(n - 1)) / 1e6).toList();
        var found = new TreeMap<String, List<String>>();
        for (var page : JSON.readTree(tools.folder().resolve("axe-report.json").toFile())) {
            var codes = new ArrayList<String>();
            page.path("violations")
                    .forEach(rule -> rule.path("nodes").forEach(node -> codes.add(rule.path("id").asText())));
            found.put(Lines.path(page.path("url").asText()), codes);
        }
        return new Measured("@axe-core/cli", pages.size(), run.seconds(), millis, run.peak(), Measured.counted(found));
    }

    private ProcessBuilder node(Path script, List<String> arguments) {
        var command = new ArrayList<>(List.of(tools.node().toString(), script.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(tools.folder().toFile());
    }

    private record Timed(double seconds, long peak) {}

    /// These tools start for every run, and are not told apart from their start.
    private static Timed timed(ProcessBuilder program, Consumer<String> output)
            throws IOException, InterruptedException {
        var start = System.nanoTime();
        var process = program.start();
        try (var memory = ProcessTree.watch(process.toHandle());
                var lines = process.inputReader()) {
            lines.lines().forEach(output);
            process.waitFor();
            return new Timed((System.nanoTime() - start) / 1e9, memory.peak());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
