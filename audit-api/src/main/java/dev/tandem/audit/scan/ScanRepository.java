package dev.tandem.audit.scan;

import dev.tandem.common.page.Cursor;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds scans; every question names the tenant that asks.
@ApplicationScoped
class ScanRepository implements PanacheRepositoryBase<Scan, UUID> {

    /// The newest first; failed ones by their end, because that is what somebody who looks for them wants.
    ///
    /// @param status only these, null for all
    /// @param after the place to go on from, null for the beginning
    Uni<List<Scan>> newest(String tenant, @Nullable ScanStatus status, @Nullable Cursor after, int limit) {
        var time = status == ScanStatus.FAILED ? "finishedAt" : "createdAt";
        var order = " order by " + time + " desc, id desc";
        var wanted = "tenant = ?1" + in(status);
        if (after == null) {
            return find(wanted + order, tenant).page(0, limit).list();
        }
        try {
            var at = Instant.parse(after.parts().get(0));
            var id = UUID.fromString(after.parts().get(1));
            var further = " and (" + time + " < ?2 or (" + time + " = ?2 and id < ?3))";
            return find(wanted + further + order, tenant, at, id).page(0, limit).list();
        } catch (DateTimeParseException | IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }

    /// Where [#newest] goes on after this scan.
    static Cursor place(Scan scan, @Nullable ScanStatus status) {
        var time = status == ScanStatus.FAILED ? scan.finishedAt : scan.createdAt;
        return Cursor.of(String.valueOf(time), scan.id);
    }

    /// A batch's scans in the order of its pages.
    Uni<List<Scan>> ofBatch(
            String tenant, UUID batchId, @Nullable ScanStatus status, @Nullable Cursor after, int limit) {
        var wanted = "tenant = ?1 and batchId = ?2" + in(status);
        if (after == null) {
            return find(wanted + " order by id", tenant, batchId).page(0, limit).list();
        }
        try {
            var id = UUID.fromString(after.parts().getFirst());
            return find(wanted + " and id > ?3 order by id", tenant, batchId, id).page(0, limit).list();
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }

    /// The states are part of the text and no parameters, because an index that is about one state is of use only where
    /// the planner sees that state.
    private static String in(@Nullable ScanStatus status) {
        if (status == null) {
            return "";
        }
        return Arrays.stream(ScanState.values())
                .filter(state -> state.status() == status)
                .map(Enum::name)
                .collect(Collectors.joining(", ", " and state in (", ")"));
    }
}
