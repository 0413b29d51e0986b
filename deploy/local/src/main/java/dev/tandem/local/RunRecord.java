package dev.tandem.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A process that a run of the launcher has started, written down so that the next run can tell it from a stranger that
/// got the same process id.
///
/// @param name what it is, such as `redis`
/// @param command the file that it executes
/// @param mark a part of its command line that only this installation's process has, such as its data folder
record RunRecord(String name, long pid, Path command, String mark) {

    private static final String ENDING = ".process";

    /// The process, when it still runs and still is the one that was written down.
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(this::recognises);
    }

    boolean recognises(ProcessHandle candidate) {
        var seen = candidate.info();
        return candidate.pid() == pid
                && seen.command().map(RunRecord::real).filter(real(command.toString())::equals).isPresent()
                && seen.commandLine().filter(line -> line.contains(mark)).isPresent();
    }

    void writeTo(Path folder) throws IOException {
        // The process id is on the first line, where a person with a shell looks for it.
        Home.writePrivately(folder.resolve(name + ENDING), "%d\n%s\n%s\n".formatted(pid, command, mark));
    }

    void removeFrom(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(name + ENDING));
    }

    static List<RunRecord> in(Path folder) throws IOException {
        var records = new ArrayList<RunRecord>();
        try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (var file : files) {
                read(file).ifPresent(records::add);
            }
        }
        return records;
    }

    private static Optional<RunRecord> read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var name = file.getFileName().toString().replace(ENDING, "");
        try {
            return Optional.of(new RunRecord(name, Long.parseLong(lines.get(0)), Path.of(lines.get(1)), lines.get(2)));
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private static Path real(String command) {
        try {
            return Path.of(command).toRealPath();
        } catch (IOException _) {
            return Path.of(command);
        }
    }
}
