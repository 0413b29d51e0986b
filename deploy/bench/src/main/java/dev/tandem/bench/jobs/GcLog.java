package dev.tandem.bench.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// How full a JVM's heap was, by what its collector writes with `-Xlog:gc`.
final class GcLog {

    private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");

    private final Path file;
    private int read;

    GcLog(Path file) {
        this.file = file;
    }

    /// @param peak the fullest that it was before a collection, in MB
    /// @param kept the most that was left after one, in MB
    record Filled(int peak, int kept) {}

    /// Since it was asked last; all 0 when nothing was collected.
    Filled sinceLast() throws IOException {
        var peak = 0;
        var kept = 0;
        var lines = Files.readAllLines(file);
        for (var line : lines.subList(read, lines.size())) {
            var collection = COLLECTION.matcher(line);
            if (collection.find()) {
                peak = Math.max(peak, Integer.parseInt(collection.group(1)));
                kept = Math.max(kept, Integer.parseInt(collection.group(2)));
            }
        }
        read = lines.size();
        return new Filled(peak, kept);
    }
}
