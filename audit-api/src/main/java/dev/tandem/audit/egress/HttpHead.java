package dev.tandem.audit.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The head of an HTTP/1.x message (RFC 9112): it is parsed and written anew rather than passed on, so that nobody
/// behind us reads it in another way than we did.
record HttpHead(String startLine, List<Field> fields) {

    record Field(String name, String value) {}

    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5]\\d\\d( .*)?");

    /// RFC 9110 §7.6.1, and our own header, which nobody else may set.
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "x-egress-verdict");

    HttpHead {
        fields = List.copyOf(fields);
    }

    /// @throws MalformedHead also when the head is larger than 64 KB
    /// @throws EOFException when the stream ends within the head
    static HttpHead readRequest(InputStream in) throws IOException {
        var lines = readLines(in);
        var fields = new ArrayList<Field>();
        for (var line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon < 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
                throw new MalformedHead("A header of the request is malformed.");
            }
            fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new HttpHead(lines.getFirst(), fields);
    }

    /// As forgiving as browsers are: a folded line is joined with the one before, a line that is no header is left out.
    ///
    /// @throws MalformedHead when it does not start like HTTP, or is larger than 64 KB
    /// @throws EOFException when the stream ends within the head
    static HttpHead readResponse(InputStream in) throws IOException {
        var lines = readLines(in);
        if (!STATUS_LINE.matcher(lines.getFirst()).matches()) {
            throw new MalformedHead("The server's answer is not HTTP.");
        }
        var fields = new ArrayList<Field>();
        for (var line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (line.startsWith(" ") || line.startsWith("\t")) {
                if (!fields.isEmpty()) {
                    var folded = fields.removeLast();
                    fields.add(new Field(folded.name(), folded.value() + " " + line.strip()));
                }
            } else if (colon > 0 && TOKEN.matcher(line.substring(0, colon).stripTrailing()).matches()) {
                fields.add(new Field(line.substring(0, colon).stripTrailing(), line.substring(colon + 1).strip()));
            }
        }
        return new HttpHead(lines.getFirst(), fields);
    }

    /// The status of a response.
    int status() {
        return Integer.parseInt(startLine.substring(9, 12));
    }

    List<String> all(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).toList();
    }

    /// The members of a comma-separated header, in lower case.
    Stream<String> tokens(String name) {
        return all(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(token -> token.strip().toLowerCase(Locale.ROOT))
                .filter(token -> !token.isEmpty());
    }

    HttpHead with(String name, String value) {
        return new HttpHead(startLine, Stream.concat(fields.stream(), Stream.of(new Field(name, value))).toList());
    }

    HttpHead without(String name) {
        return new HttpHead(startLine, fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
    }

    HttpHead withStartLine(String line) {
        return new HttpHead(line, fields);
    }

    /// Without what concerns this connection alone.
    HttpHead endToEnd() {
        var named = tokens("connection").toList();
        return new HttpHead(
                startLine,
                fields.stream()
                        .filter(field -> {
                            var name = field.name().toLowerCase(Locale.ROOT);
                            return !HOP_BY_HOP.contains(name) && !name.startsWith("proxy-") && !named.contains(name);
                        })
                        .toList());
    }

    void writeTo(OutputStream out) throws IOException {
        var text = new StringBuilder(startLine).append("\r\n");
        for (var field : fields) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        out.write(text.append("\r\n").toString().getBytes(ISO_8859_1));
        out.flush();
    }

    private static List<String> readLines(InputStream in) throws IOException {
        var lines = new ArrayList<String>();
        int budget = MAX_BYTES;
        while (true) {
            var line = readLine(in, budget);
            budget -= line.length() + 2;
            if (!line.isEmpty()) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                return lines;
            }
        }
    }

    /// One line without its end, which may be a bare line feed: what is written again always has both characters.
    static String readLine(InputStream in, int budget) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The message ends within its head");
            }
            if (next == '\n') {
                break;
            }
            if (line.size() >= budget) {
                throw new MalformedHead("The head of the message is larger than 64 KB.");
            }
            line.write(next);
        }
        var text = line.toString(ISO_8859_1);
        var trimmed = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (trimmed.indexOf('\r') >= 0 || trimmed.indexOf('\0') >= 0) {
            throw new MalformedHead("The head of the message holds a control character.");
        }
        return trimmed;
    }
}
