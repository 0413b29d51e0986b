package dev.tandem.common.start;

import io.smallrye.config.common.MapBackedConfigSource;
import java.util.Map;

/// Gives Quarkus' datasource settings out of `DATABASE_URL`, where that is set. Found by the service loader.
public class DatabaseUrlConfigSource extends MapBackedConfigSource {

    private static final String NAME = "DATABASE_URL";

    /// Above application.properties, below the environment, so that a single datasource setting still wins.
    private static final int ORDINAL = 270;

    public DatabaseUrlConfigSource() {
        super(NAME, properties(), ORDINAL);
    }

    private static Map<String, String> properties() {
        var property = System.getProperty(NAME);
        var url = property == null ? System.getenv(NAME) : property;
        return url == null || url.isBlank() ? Map.of() : Map.copyOf(DatabaseUrl.parse(url).properties());
    }
}
