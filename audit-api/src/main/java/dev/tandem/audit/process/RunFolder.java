package dev.tandem.audit.process;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Where this process keeps the temporary files of browsers and of whatever drives them. Its name says whose it is, so
/// that the next process to start can tell what one that was killed has left behind, files and browsers alike, from
/// what another still uses.
public final class RunFolder implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("(run-(\\d+)-\\d+)-\\d+");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /// Sweeps away what dead processes left under the root, then makes this process's own folder there.
    ///
    /// @throws UncheckedIOException when the root can't be written to
    public static RunFolder under(Path root) {
        try {
            Files.createDirectories(root);
            sweep(root);
            // What pages leave in there is for nobody else on this machine.
            var closed = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            var name = ownerName(ProcessHandle.current()) + "-" + NUMBER.incrementAndGet();
            return new RunFolder(Files.createDirectory(root.resolve(name), closed));
        } catch (IOException failure) {
            throw new UncheckedIOException("Browsers need a place for temporary files, and can't use " + root, failure);
        }
    }

    private static String ownerName(ProcessHandle process) {
        var started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return "run-" + process.pid() + "-" + started;
    }

    private static void sweep(Path root) throws IOException {
        try (var folders = Files.list(root)) {
            folders.filter(RunFolder::isAbandoned)
                    .forEach(folder -> {
                        Log.infof("Sweeping away what a killed process left behind folder=%s", folder);
                        remove(folder);
                    });
        }
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

    /// A fresh folder in it.
    public Path make(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    public Path path() {
        return path;
    }

    /// Ends whatever still runs out of the folder, and deletes it with all that is in it.
    public static void remove(Path folder) {
        ProcessTree.naming(folder).forEach(ProcessHandle::destroyForcibly);
        for (int tries = 0; tries < 3 && Files.exists(folder); tries++) {
            try {
                delete(folder);
            } catch (IOException inUse) {
                // Something that is just dying has written meanwhile.
                ProcessTree.naming(folder).forEach(ProcessHandle::destroyForcibly);
            }
        }
        if (Files.exists(folder)) {
            Log.warnf("A browser's temporary folder could not be deleted folder=%s", folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    @Override
    public void close() {
        remove(path);
    }
}
