package dev.tandem.bench.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the stand-in has seen of whoever polls it. For one thread.
final class Traffic {

    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, Integer> open = new HashMap<>();
    private long requests;
    private long connections;
    private long bytes;
    private int mostAtOnce;
    private int mostOpen;
    private long unknown;
    private String unknownPath = "-";

    /// The same, as another process has been told it.
    ///
    /// @param connections that were opened
    /// @param bytes of bodies, as they were sent
    /// @param mostAtOnce requests of one host
    /// @param mostOpen connections of one host
    /// @param unknown requests for something that isn't there
    /// @param unknownPath the last of them, `-` for none
    record Seen(
            long requests,
            long connections,
            long bytes,
            int mostAtOnce,
            int mostOpen,
            long unknown,
            String unknownPath) {

        private static final Pattern WRITTEN = Pattern.compile("(\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\S+)");

        static Seen parse(String written) {
            var match = WRITTEN.matcher(written);
            if (!match.matches()) {
                throw new IllegalArgumentException("No traffic: " + written);
            }
            return new Seen(
                    number(match, 1),
                    number(match, 2),
                    number(match, 3),
                    (int) number(match, 4),
                    (int) number(match, 5),
                    number(match, 6),
                    match.group(7));
        }

        private static long number(Matcher match, int group) {
            return Long.parseLong(match.group(group));
        }
    }

    void opened(String host) {
        connections++;
        mostOpen = Math.max(mostOpen, open.merge(host, 1, Integer::sum));
    }

    void closed(String host) {
        open.merge(host, -1, Integer::sum);
    }

    void began(String host) {
        requests++;
        mostAtOnce = Math.max(mostAtOnce, underWay.merge(host, 1, Integer::sum));
    }

    void ended(String host, int length) {
        bytes += length;
        underWay.merge(host, -1, Integer::sum);
    }

    void knewNothingOf(String path) {
        unknown++;
        unknownPath = path;
    }

    /// What is open or under way stays so.
    void forget() {
        requests = 0;
        connections = 0;
        bytes = 0;
        mostAtOnce = 0;
        mostOpen = 0;
        unknown = 0;
        unknownPath = "-";
    }

    @Override
    public String toString() {
        return "%d %d %d %d %d %d %s"
                .formatted(requests, connections, bytes, mostAtOnce, mostOpen, unknown, unknownPath);
    }
}
