package dev.tandem.jobs.listing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Recorded answers of real boards, which are not part of the project.
public final class SharedData {

    private SharedData() {}

    /// A folder of the data; skips the test where there is none.
    public static Path folder(String name) {
        var root = System.getenv("TANDEM_DATA");
        assumeTrue(root != null, "Skipped: recorded answers of real boards are looked for where TANDEM_DATA points.");
        return Path.of(root).resolve(name);
    }

    public static String read(String folder, String file) {
        try {
            return Files.readString(folder(folder).resolve(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
