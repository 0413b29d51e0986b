package dev.tandem.common.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/// `DATABASE_URL` as platforms hand it out (`postgresql://user:password@host:port/name?sslmode=require`), taken apart
/// into what Quarkus' two drivers want.
record DatabaseUrl(String host, int port, String database, String user, String password, String query) {

    private static final int POSTGRES_PORT = 5432;

    /// @throws IllegalArgumentException in a sentence that never holds the password
    static DatabaseUrl parse(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException malformed) {
            // The cause would quote the whole text, password and all.
            throw new IllegalArgumentException("DATABASE_URL is not a URL.");
        }
        var scheme = uri.getScheme();
        if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
            throw new IllegalArgumentException("DATABASE_URL must begin with postgresql:// or postgres://.");
        }
        var path = uri.getPath();
        if (uri.getHost() == null || path == null || path.length() < 2) {
            throw new IllegalArgumentException("DATABASE_URL must name a host and a database.");
        }
        var userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        var colon = userInfo.indexOf(':');
        var user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        var password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new DatabaseUrl(
                uri.getHost(),
                uri.getPort() < 0 ? POSTGRES_PORT : uri.getPort(),
                path.substring(1),
                decode(user),
                decode(password),
                uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    Map<String, String> properties() {
        var address = "postgresql://" + host + ":" + port + "/" + database + query;
        var properties = new HashMap<String, String>();
        properties.put("quarkus.datasource.jdbc.url", "jdbc:" + address);
        properties.put("quarkus.datasource.reactive.url", address);
        if (!user.isEmpty()) {
            properties.put("quarkus.datasource.username", user);
        }
        if (!password.isEmpty()) {
            properties.put("quarkus.datasource.password", password);
        }
        return properties;
    }

    /// A record's own text would show the password in a log.
    @Override
    public String toString() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
}
