package dev.tandem.audit.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What `/proc` tells of processes; where there is none, as on macOS, nothing.
public final class ProcessTree {

    private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

    private ProcessTree() {}

    /// The memory of these processes in bytes, what they share with others divided by the number of sharers.
    public static long bytes(Stream<ProcessHandle> processes) {
        return processes.mapToLong(process -> bytes(process.pid())).sum();
    }

    private static long bytes(long pid) {
        var pss = PSS.matcher(read(pid, "smaps_rollup"));
        return pss.find() ? Long.parseLong(pss.group(1)) * 1024 : 0;
    }

    /// The processes that run a page's scripts, in Chromium and in Firefox.
    public static List<ProcessHandle> renderers(Stream<ProcessHandle> processes) {
        return processes.filter(process -> isRenderer(commandLine(process.pid()))).toList();
    }

    private static boolean isRenderer(String command) {
        return command.contains("--type=renderer") || command.contains("-isForBrowser");
    }

    /// Every process of this machine whose command names the folder, whosever child it is by now: what a browser leaves
    /// behind when it is killed belongs to nobody.
    public static List<ProcessHandle> naming(Path folder) {
        // Not that of a folder whose name only begins alike: slot-1 is not slot-12.
        var mark = Pattern.compile(Pattern.quote(folder.toString()) + "(?![\\w.-])");
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> mark.matcher(commandLine(process.pid())).find())
                .toList();
    }

    /// Its words separated by blanks; empty when the process is gone, or not ours to look at.
    public static String commandLine(long pid) {
        return read(pid, "cmdline").replace('\0', ' ');
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
