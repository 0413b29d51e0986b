package dev.tandem.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Why the installation can't start or go on, in a sentence for the person at the terminal.
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LINES_SHOWN = 30;

    private final String sentence;

    StartFailure(String sentence) {
        // Whoever reads it is at a terminal: the sentence has to do, and a stack would only hide it.
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    /// The sentence, followed by the end of the log that tells more.
    static StartFailure withLog(String sentence, Home home, Path log) {
        var text = new StringBuilder(sentence);
        var lines = lastLines(log);
        if (lines.isEmpty()) {
            text.append(" Its log %s is empty.".formatted(home.shown(log)));
        } else {
            text.append(" The last lines of %s:".formatted(home.shown(log)));
            lines.forEach(line -> text.append(System.lineSeparator()).append("    ").append(line));
        }
        return new StartFailure(text.toString());
    }

    private static List<String> lastLines(Path log) {
        try {
            // Decoded leniently, because a process that is cut off may leave half a character behind.
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        } catch (IOException _) {
            return List.of();
        }
    }
}
