package dev.tandem.audit.lighthouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Where one worker and its browsers keep temporary files. Its name says which process made it, as that of the slots'
/// browsers does, so that the next to start can tell what a killed one has left behind from what another still uses.
final class WorkerFolder {

    private static final System.Logger LOG = System.getLogger(WorkerFolder.class.getName());
    private static final Pattern NAME = Pattern.compile("(lighthouse-(\\d+)-\\d+)-\\d+");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int TRIES = 3;

    private final Path path;

    private WorkerFolder(Path path) {
        this.path = path;
    }

    /// A fresh one below the root.
    static WorkerFolder under(Path root) throws IOException {
        Files.createDirectories(root);
        // What pages leave in there is for nobody else on this machine.
        var closed = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var name = ownerName(ProcessHandle.current()) + "-" + NUMBER.incrementAndGet();
        return new WorkerFolder(Files.createDirectory(root.resolve(name), closed));
    }

    /// Removes what dead processes left below the root, and ends what still runs out of it. What can't be removed harms
    /// nothing but the disk.
    static void sweep(Path root) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (var folders = Files.list(root)) {
            folders.filter(WorkerFolder::isAbandoned)
                    .forEach(folder -> {
                        LOG.log(Level.INFO, "Sweeping away what a killed process left behind: {0}", folder);
                        new WorkerFolder(folder).remove();
                    });
        } catch (IOException | UncheckedIOException failure) {
            LOG.log(Level.WARNING, "{0} could not be swept: {1}", root, failure.getMessage());
        }
    }

    Path path() {
        return path;
    }

    /// Ends whatever still runs out of the folder, and deletes it with all that is in it.
    void remove() {
        for (int tries = 0; tries < TRIES && Files.exists(path); tries++) {
            endWhatNamesIt();
            delete();
        }
        if (Files.exists(path)) {
            LOG.log(Level.WARNING, "{0} could not be removed", path);
        }
    }

    private static String ownerName(ProcessHandle process) {
        var started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return "lighthouse-" + process.pid() + "-" + started;
    }

    private static boolean isAbandoned(Path folder) {
        var name = NAME.matcher(folder.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        // A number that was given to another process since then has another start.
        return ProcessHandle.of(Long.parseLong(name.group(2)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> ownerName(process).equals(name.group(1)))
                .isEmpty();
    }

    /// What a browser leaves behind when it is killed is nobody's child.
    private void endWhatNamesIt() {
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> commandLine(process.pid()).contains(path + "/"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private void delete() {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException inUse) {
            // Something that is just dying has written or deleted meanwhile.
            LOG.log(Level.DEBUG, "{0} is still used: {1}", path, inUse.getMessage());
        }
    }
}
