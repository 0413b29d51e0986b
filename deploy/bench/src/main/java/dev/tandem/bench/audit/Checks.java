package dev.tandem.bench.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What each of our own checks costs a page, apart from those that zoom it or press keys. Prints milliseconds.
///
/// Arguments: other folders of page scripts, such as those of an older commit, to be measured in the same run.
final class Checks {

    private Checks() {}

    public static void main(String[] arguments) throws Exception {
        var tools = Tools.find();
        tools.install();
        var folders = new ArrayList<>(List.of(tools.engines().resolve("page")));
        Arrays.stream(arguments).map(Path::of).map(Path::toAbsolutePath).forEach(folders::add);
        var site = OrdinaryPages.all();
        try (var server = new PageServer(site)) {
            var job =
                    Map.of(
                            "chromium", tools.chromium().toString(),
                            "axe", tools.engines().resolve("node_modules/axe-core/axe.min.js").toString(),
                            "folders", folders.stream().map(Path::toString).toList(),
                            "urls", server.urls(List.copyOf(site.keySet())));
            folders.forEach(System.out::println);
            var program =
                    new ProcessBuilder(
                            tools.node().toString(), "checks.mjs", new ObjectMapper().writeValueAsString(job));
            var process = program.directory(tools.folder().toFile()).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("checks.mjs ended with " + process.exitValue());
            }
        }
    }
}
