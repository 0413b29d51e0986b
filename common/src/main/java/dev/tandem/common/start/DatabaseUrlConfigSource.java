package dev.tandem.common.start;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// Gives Quarkus' datasource settings out of `DATABASE_URL`, where that is set. Found by the service loader.
public class DatabaseUrlConfigSource implements ConfigSource {

    /// Above application.properties, below the environment, so that a single datasource setting still wins.
    private static final int ORDINAL = 270;

    private final Map<String, String> properties;

    public DatabaseUrlConfigSource() {
        var property = System.getProperty("DATABASE_URL");
        var url = property == null ? System.getenv("DATABASE_URL") : property;
        properties = url == null || url.isBlank() ? Map.of() : Map.copyOf(DatabaseUrl.parse(url).properties());
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        return properties.get(name);
    }

    @Override
    public String getName() {
        return "DATABASE_URL";
    }
}
