package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When `./up` builds: the shell functions that decide it, on a small tree that stands for the checkout.
class BuildStampTest {

    private static final Path SHELL = Path.of(System.getProperty("tandem.root"), "deploy", "local", "shell.sh");

    @TempDir Path root;

    @TempDir Path elsewhere;

    @BeforeEach
    void buildOnce() throws Exception {
        write("pom.xml");
        write("common/src/A name with spaces.java");
        write("deploy/local/target/deploy-local-1.jar");
        for (var service : new String[] {"audit-api", "job-api"}) {
            write(service + "/src/Main.java");
            write(service + "/target/quarkus-app/quarkus-run.jar");
            write(service + "/target/quarkus-app/quarkus-app-dependencies.txt");
            write(service + "/target/quarkus-app/app/%s-1.jar".formatted(service));
        }
        shell("stamp_built \"$1\" \"$(source_stamp \"$1\")\" \"$2\"");
        assertThat(isBuilt()).as("just after a build").isTrue();
    }

    @Test
    void buildsWhenAFileHasChanged() throws Exception {
        Files.writeString(root.resolve("audit-api/src/Main.java"), "changed");
        assertThat(isBuilt()).isFalse();
    }

    @Test
    void buildsWhenAFileHasAppeared() throws Exception {
        write("job-api/src/New.java");
        assertThat(isBuilt()).isFalse();
    }

    @Test
    void buildsWhenAFileIsGone() throws Exception {
        Files.delete(root.resolve("common/src/A name with spaces.java"));
        assertThat(isBuilt()).isFalse();
    }

    @Test
    void buildsWhenAJarIsGone() throws Exception {
        Files.delete(root.resolve("job-api/target/quarkus-app/quarkus-run.jar"));
        assertThat(isBuilt()).isFalse();
    }

    @Test
    void buildsWhenSomebodyElseHasBuiltAnotherVersion() throws Exception {
        Files.writeString(root.resolve("audit-api/target/quarkus-app/app/audit-api-1.jar"), "another");
        assertThat(isBuilt()).isFalse();
    }

    @Test
    void doesNotBuildForWhatNoJarHolds() throws Exception {
        write("README.md");
        write("audit-api/engines/node_modules/package/index.js");
        write("common/target/classes/A.class");
        assertThat(isBuilt()).isTrue();
    }

    private boolean isBuilt() throws Exception {
        return shell("is_built \"$1\" \"$2\"") == 0;
    }

    private int shell(String script) throws Exception {
        var source = ". \"$0\"; " + script;
        var stamp = elsewhere.resolve("built").toString();
        var shell =
                new ProcessBuilder("bash", "-c", source, SHELL.toString(), root.toString(), stamp)
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
        return shell.waitFor();
    }

    private void write(String file) throws Exception {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, file);
    }
}
