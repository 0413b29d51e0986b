package dev.tandem.audit.scan;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/// What a scan's row is found by.
public final class ScanIds {

    private ScanIds() {}

    /// A new id (RFC 9562, version 7): ordered by time, so that the index grows at one end.
    public static UUID next() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }

    /// What scans of the same site have in common.
    public static String hostKey(URI url) {
        return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    }
}
