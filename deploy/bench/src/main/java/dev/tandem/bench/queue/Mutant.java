package dev.tandem.bench.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;

/// A copy of the service without one of its guards: a text in its classes, such as a condition of a statement, is
/// replaced in the built program. The service itself has no switch for that, and so nobody can leave it off.
final class Mutant {

    private static final String OURS = "dev/tandem/";
    private static final int MAGIC_AND_VERSION = 8;
    private static final int UTF_8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private Mutant() {}

    /// @param application the folder `quarkus-app`, which is left as it is
    /// @param folder for the copy
    /// @param text what to replace in every string constant that has it
    /// @throws IllegalStateException when no class has that text, so that a control never tests nothing
    static Path of(Path application, Path folder, String text, String replacement) throws IOException {
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve("lib"), application.resolve("lib").toAbsolutePath());
        Files.copy(application.resolve("quarkus-run.jar"), folder.resolve("quarkus-run.jar"));
        var replaced = new AtomicInteger();
        for (var part : new String[] {"app", "quarkus"}) {
            Files.createDirectory(folder.resolve(part));
            try (var files = Files.list(application.resolve(part))) {
                for (var file : files.toList()) {
                    var target = folder.resolve(part).resolve(file.getFileName());
                    if (file.toString().endsWith(".jar")) {
                        mutate(file, target, text, replacement, replaced);
                    } else {
                        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
        if (replaced.get() == 0) {
            throw new IllegalStateException("No class has the text: " + text);
        }
        return folder;
    }

    private static void mutate(Path jar, Path target, String text, String replacement, AtomicInteger replaced)
            throws IOException {
        try (var in = new JarInputStream(Files.newInputStream(jar));
                var out = new JarOutputStream(Files.newOutputStream(target))) {
            var manifest = in.getManifest();
            if (manifest != null) {
                out.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
                manifest.write(out);
                out.closeEntry();
            }
            for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                var bytes = in.readAllBytes();
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(isOurs(entry.getName()) ? mutate(bytes, text, replacement, replaced) : bytes);
                out.closeEntry();
            }
        }
    }

    private static boolean isOurs(String entry) {
        return entry.startsWith(OURS) && entry.endsWith(".class");
    }

    /// Rewrites the texts of a class file's constant pool (JVMS 4.4) and leaves everything after it as it is: whatever
    /// refers to a text refers to it by its place.
    private static byte[] mutate(byte[] bytes, String text, String replacement, AtomicInteger replaced)
            throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        var changed = new ByteArrayOutputStream();
        var out = new DataOutputStream(changed);
        out.write(in.readNBytes(MAGIC_AND_VERSION));
        var entries = in.readUnsignedShort();
        out.writeShort(entries);
        for (var entry = 1; entry < entries; entry++) {
            var tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == UTF_8) {
                var value = in.readUTF();
                if (value.contains(text)) {
                    replaced.incrementAndGet();
                }
                out.writeUTF(value.replace(text, replacement));
            } else {
                out.write(in.readNBytes(length(tag)));
                // Long and double take two places.
                entry += tag == LONG || tag == DOUBLE ? 1 : 0;
            }
        }
        in.transferTo(out);
        return changed.toByteArray();
    }

    /// The bytes that follow a tag.
    private static int length(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2; // class, string, method type, module, package
            case 15 -> 3; // method handle
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4; // numbers, members, names, dynamics
            case LONG, DOUBLE -> 8;
            default -> throw new IllegalArgumentException("Tag " + tag + " is not one of a constant pool.");
        };
    }
}
