package dev.tandem.jobs.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Builds addresses below a provider's base address.
public final class Addresses {

    private Addresses() {}

    /// @param path with a `%s` for each name, which is encoded so that it stays one part of the path
    public static URI under(URI base, String path, String... names) {
        Object[] encoded = Arrays.stream(names).map(Addresses::encoded).toArray();
        return URI.create(base.toString().replaceAll("/+$", "") + path.formatted(encoded));
    }

    private static String encoded(String name) {
        // The encoder is made for forms, where a space is a plus sign.
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
