package dev.tandem.audit.egress;

import java.util.Locale;
import java.util.regex.Pattern;

/// Host and port of a request. Whether the host is well-formed is the guard's to say, not ours.
///
/// @param host in lower case, IPv6 addresses in brackets
/// @param port -1 when none was written and there is no default
record Authority(String host, int port) {

    static final int NO_PORT = -1;

    /// Neither userinfo nor a second colon fits: `http://good@evil/` has no reading that two parsers share.
    private static final Pattern FORM = Pattern.compile("(?<host>\\[[^\\]@]*\\]|[^:@\\[\\]]+)(:(?<port>\\d{1,5})?)?");

    /// Reads `host`, `host:port` or `[v6]:port`.
    static Authority parse(String text, int defaultPort) throws MalformedHead {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new MalformedHead("The request names no host and port that can be told apart.");
        }
        var port = match.group("port");
        return new Authority(
                match.group("host").toLowerCase(Locale.ROOT), port == null ? defaultPort : Integer.parseInt(port));
    }

    /// As a `Host` header has it.
    String asHostHeader() {
        return port == 80 ? host : host + ":" + port;
    }
}
