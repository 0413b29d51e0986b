package dev.tandem.audit.scan;

import dev.tandem.common.page.Cursor;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds scans; every question names the tenant that asks.
@ApplicationScoped
class ScanRepository implements PanacheRepositoryBase<Scan, UUID> {

    /// The newest first.
    ///
    /// @param after the place to go on from, null for the beginning
    Uni<List<Scan>> newest(String tenant, @Nullable Cursor after, int limit) {
        if (after == null) {
            return find("tenant = ?1 order by createdAt desc, id desc", tenant).page(0, limit).list();
        }
        try {
            var createdAt = Instant.parse(after.parts().get(0));
            var id = UUID.fromString(after.parts().get(1));
            return find(
                            "tenant = ?1 and (createdAt < ?2 or (createdAt = ?2 and id < ?3))"
                                    + " order by createdAt desc, id desc",
                            tenant,
                            createdAt,
                            id)
                    .page(0, limit)
                    .list();
        } catch (DateTimeParseException | IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }

    /// The scan that this key was first sent with, null when it was not.
    Uni<Scan> withKey(String tenant, String idempotencyKey) {
        return find("tenant = ?1 and idempotencyKey = ?2", tenant, idempotencyKey).firstResult();
    }
}
