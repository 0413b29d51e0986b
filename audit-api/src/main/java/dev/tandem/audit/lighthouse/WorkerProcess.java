package dev.tandem.audit.lighthouse;

import dev.tandem.audit.process.RunFolder;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A child process that speaks in lines, with the tree of processes below it and a temporary folder of its own.
///
/// Its environment is a short list: the service's secrets are in environment variables, and a browser that loads
/// strangers' pages has no business with them.
final class WorkerProcess {

    private static final System.Logger LOG = System.getLogger(WorkerProcess.class.getName());
    private static final Set<String> ENVIRONMENT =
            Set.of(
                    "PATH",
                    "HOME",
                    "LANG",
                    "LC_ALL",
                    "TZ",
                    "LD_LIBRARY_PATH",
                    "FONTCONFIG_PATH",
                    "FONTCONFIG_FILE",
                    "NODE_COMPILE_CACHE");
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Process process;
    private final BufferedWriter input;
    private final RunFolder temporary;

    private WorkerProcess(Process process, RunFolder temporary) {
        this.process = process;
        this.input = process.outputWriter();
        this.temporary = temporary;
    }

    /// @param root where its temporary folder is made
    /// @param lines called for each line of output on a thread of its own, and `ended` on the same thread after the
    ///   last
    static WorkerProcess start(List<String> command, Path root, Consumer<String> lines, Runnable ended)
            throws IOException {
        var temporary = folderUnder(root);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        builder.environment().put("TMPDIR", temporary.path().toString());
        try {
            var worker = new WorkerProcess(builder.start(), temporary);
            worker.read(lines, ended);
            return worker;
        } catch (IOException notStarted) {
            temporary.close();
            throw notStarted;
        }
    }

    private static RunFolder folderUnder(Path root) throws IOException {
        try {
            return RunFolder.under(root);
        } catch (UncheckedIOException noPlace) {
            throw new IOException(noPlace.getMessage(), noPlace);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    void send(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    /// Kills what the process started, which is its browser, but not the process itself.
    void killDescendants() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /// Kills the process and everything below it, without waiting.
    void kill() {
        // Listed first: without their parent they could not be found.
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /// Ends the process by closing its input, kills what is left after two seconds, and removes its folder.
    void end() {
        var descendants = process.descendants().toList();
        try {
            input.close();
            if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "{0} did not end by itself", this);
            }
        } catch (IOException alreadyClosed) {
            LOG.log(Level.DEBUG, "{0} had closed its input", this);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        kill();
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(Stream.concat(Stream.of(process.toHandle()), descendants.stream()));
        temporary.close();
    }

    @Override
    public String toString() {
        return "Lighthouse worker " + process.pid();
    }

    private static void awaitEnd(Stream<ProcessHandle> processes) {
        CompletableFuture.allOf(processes.map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void read(Consumer<String> lines, Runnable ended) {
        Thread.ofVirtual()
                .name("lighthouse-" + pid())
                .start(() -> {
                    eachLine(process.inputReader(), lines);
                    ended.run();
                });
        Thread.ofVirtual().name("lighthouse-log-" + pid()).start(() -> eachLine(process.errorReader(), this::logLine));
    }

    private static void eachLine(BufferedReader reader, Consumer<String> lines) {
        try (reader) {
            reader.lines().forEach(lines);
        } catch (IOException | UncheckedIOException closed) {
            LOG.log(Level.DEBUG, "A Lighthouse worker''s output ended: {0}", closed.getMessage());
        }
    }

    private void logLine(String line) {
        LOG.log(Level.DEBUG, "{0}: {1}", this, line);
    }
}
