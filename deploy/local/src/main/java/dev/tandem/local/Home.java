package dev.tandem.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The one folder that an installation writes to, `.tandem` at the root of the checkout.
record Home(Path folder) {

    /// Makes the folder, readable by its owner alone, and everything in it that must exist before the first start.
    static Home at(Path folder) throws IOException {
        Files.createDirectories(folder);
        // Orphans are recognised by this path, and the operating system reports a process's files without symlinks.
        var home = new Home(folder.toRealPath());
        Files.setPosixFilePermissions(home.folder, PosixFilePermissions.fromString("rwx------"));
        for (var part : List.of(home.logs(), home.run(), home.redis(), home.tools())) {
            Files.createDirectories(part);
        }
        return home;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /// What is true only while, or because, something runs.
    Path run() {
        return folder.resolve("run");
    }

    Path tools() {
        return folder.resolve("tools");
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path redis() {
        return folder.resolve("redis");
    }

    Path secrets() {
        return folder.resolve("secrets.properties");
    }

    Path ports() {
        return folder.resolve("ports.properties");
    }

    Path token() {
        return folder.resolve("token");
    }

    /// A path as a person at the root of the checkout would type it.
    String shown(Path path) {
        var parent = folder.getParent();
        return parent == null ? path.toString() : parent.relativize(path).toString();
    }

    /// Writes a file that only its owner can read, whole or not at all.
    static void writePrivately(Path file, String content) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part", ownerOnly);
        try {
            Files.writeString(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
