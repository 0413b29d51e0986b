package dev.tandem.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A process that belongs to this run, and the log that tells what became of it.
record Child(String name, ProcessHandle process, Path log) {

    /// Starts a process in a session of its own, so that a Ctrl-C in the terminal reaches the launcher alone and it can
    /// stop everything in order. Without that, Redis and every browser would stop at the same moment as the services
    /// that still need them.
    ///
    /// @param mark a part of the command line by which the next run recognises the process
    /// @param environment all of the process's environment; nothing is inherited
    static Child start(Home home, String name, List<String> command, String mark, Map<String, String> environment)
            throws IOException {
        var log = freshLog(home, name);
        var line = new ArrayList<>(ownSession());
        line.addAll(command);
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        // Nothing is ever said to it, and nobody should wait for us to speak.
        process.getOutputStream().close();
        new RunRecord(name, process.pid(), Path.of(command.getFirst()), mark).writeTo(home.run());
        return new Child(name, process.toHandle(), log);
    }

    /// An empty log; what the run before wrote stays beside it.
    static Path freshLog(Home home, String name) throws IOException {
        var log = home.log(name);
        if (Files.exists(log)) {
            Files.move(log, home.log(name + ".previous"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.createFile(log);
    }

    /// What starts a command in its own session. Both forms replace themselves by it, so the process id stays.
    private static List<String> ownSession() {
        if (isOnPath("setsid")) {
            return List.of("setsid");
        }
        if (isOnPath("perl")) { // macOS has no setsid.
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV", "--");
        }
        return List.of();
    }

    private static boolean isOnPath(String command) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
