package dev.tandem.jobs.source;

import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/// Ids that grow with time (UUID version 7, [RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7)), so
/// that new rows lie side by side in their index.
public final class TimeOrderedId {

    private TimeOrderedId() {}

    public static UUID next() {
        // The generator ignores the session, which only others of its kind ask for random numbers.
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}
