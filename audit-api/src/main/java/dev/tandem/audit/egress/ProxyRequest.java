package dev.tandem.audit.egress;

import java.util.regex.Pattern;

/// What a browser asks of its proxy: a tunnel (`CONNECT host:port`), or one plain request (`GET http://host/path`).
///
/// @param method in the case in which it came, which is how HTTP compares it
/// @param path what follows the host, never empty; unused in a tunnel
record ProxyRequest(String method, Authority authority, String path, HttpHead head) {

    private static final String SCHEME = "http://";
    private static final Pattern LINE =
            Pattern.compile("(?<method>[!#$%&'*+.^_`|~0-9A-Za-z-]+) (?<target>[\\x21-\\x7e\\x80-\\xff]+) HTTP/1\\.1");
    private static final Pattern ABSOLUTE = Pattern.compile("(?<authority>[^/?#]*)(?<path>[^#]*)");

    static ProxyRequest of(HttpHead head) throws MalformedHead {
        var line = LINE.matcher(head.startLine());
        if (!line.matches()) {
            throw new MalformedHead("The request line is malformed, or not of HTTP/1.1.");
        }
        var method = line.group("method");
        var target = line.group("target");
        return method.equals("CONNECT") ? tunnel(target, head) : plain(method, target, head);
    }

    boolean isTunnel() {
        return method.equals("CONNECT");
    }

    /// The head as the server gets it, without its body's announcement.
    HttpHead forServer() {
        return head.withStartLine(method + " " + path + " HTTP/1.1")
                .endToEnd()
                .without("Host")
                .with("Host", authority.asHostHeader());
    }

    /// Whether the browser means to send another request over this connection.
    boolean keepsConnection() {
        return head.tokens("Connection").noneMatch("close"::equals)
                && head.tokens("Proxy-Connection").noneMatch("close"::equals);
    }

    private static ProxyRequest tunnel(String target, HttpHead head) throws MalformedHead {
        var authority = Authority.parse(target, Authority.NO_PORT);
        if (authority.port() == Authority.NO_PORT) {
            throw new MalformedHead("A tunnel needs a port.");
        }
        return new ProxyRequest("CONNECT", authority, "", head);
    }

    private static ProxyRequest plain(String method, String target, HttpHead head) throws MalformedHead {
        if (!target.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new MalformedHead("A proxy is asked for absolute http addresses, and for nothing else.");
        }
        var rest = ABSOLUTE.matcher(target.substring(SCHEME.length()));
        if (!rest.matches()) {
            throw new MalformedHead("The address has a fragment.");
        }
        var authority = Authority.parse(rest.group("authority"), 80);
        var hosts = head.all("Host");
        if (hosts.size() != 1 || !Authority.parse(hosts.getFirst(), 80).equals(authority)) {
            throw new MalformedHead("The Host header and the address disagree.");
        }
        var path = rest.group("path");
        return new ProxyRequest(method, authority, path.startsWith("/") ? path : "/" + path, head);
    }
}
