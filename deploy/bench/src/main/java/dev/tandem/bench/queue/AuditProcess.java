package dev.tandem.bench.queue;

import dev.tandem.bench.stage.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One process of audit-api, with engines that do nothing, that can be told where to die.
final class AuditProcess extends ServiceProcess {

    // Most of these live for seconds.
    private static final List<String> SMALL = List.of("-Xmx256m");

    private final Path failpoints;

    private AuditProcess(
            String name,
            Path application,
            Path folder,
            Map<String, String> settings,
            List<String> javaOptions,
            Path failpoints)
            throws IOException {
        super(name, application, folder, settings, javaOptions);
        this.failpoints = failpoints;
    }

    /// Starts it and does not wait.
    ///
    /// @param application the folder `quarkus-app`
    /// @param javaOptions further ones
    static AuditProcess launch(
            String name, Path application, Path folder, Map<String, String> settings, List<String> javaOptions)
            throws IOException {
        var failpoints = folder.resolve(name + ".failpoints");
        Files.deleteIfExists(failpoints);
        var all = new HashMap<>(settings);
        all.put("TANDEM_FAILPOINTS", failpoints.toString());
        var options = new ArrayList<>(SMALL);
        options.addAll(javaOptions);
        return new AuditProcess(name, application, folder, all, options, failpoints);
    }

    /// The next time that this point is passed, it happens.
    ///
    /// @param failpoint such as `run.before-end=kill`
    void arm(String failpoint) throws IOException {
        Files.writeString(failpoints, failpoint);
    }

    void disarm() throws IOException {
        Files.deleteIfExists(failpoints);
    }

    /// How the names of this process's claims begin.
    String worker() {
        return "worker-" + handle().pid() + "-";
    }

    @Override
    public void relaunch() throws IOException {
        disarm();
        super.relaunch();
    }

    /// Alive, not halted, and with no failpoint.
    void makeWhole() throws IOException {
        disarm();
        if (handle().isAlive()) {
            thaw();
        } else {
            restart();
        }
    }
}
