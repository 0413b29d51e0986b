package dev.tandem.jobs.source;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The sources of one tenant at a time.
@ApplicationScoped
class SourceRepository implements PanacheRepositoryBase<Source, UUID> {

    Uni<List<Source>> findPage(String tenant, @Nullable UUID after, int rows) {
        var query =
                after == null
                        ? find("tenant = ?1 and removedAt is null order by id", tenant)
                        : find("tenant = ?1 and removedAt is null and id > ?2 order by id", tenant, after);
        return query.range(0, rows - 1).list();
    }

    /// @return empty when the tenant has no such source
    Uni<Optional<Source>> findOne(String tenant, UUID id) {
        return find("tenant = ?1 and id = ?2 and removedAt is null", tenant, id)
                .firstResult()
                .map(Optional::ofNullable);
    }

    /// Every source that reads or once read this board, the one that is not removed first, then the newest.
    Uni<List<Source>> findByBoard(String tenant, Board board) {
        return list(
                "tenant = ?1 and provider = ?2 and boardIdentity = ?3 order by removedAt desc nulls first, id desc",
                tenant,
                board.provider(),
                board.identity());
    }

    /// @return whether there was such a source
    Uni<Boolean> remove(String tenant, UUID id) {
        return update("removedAt = instant where tenant = ?1 and id = ?2 and removedAt is null", tenant, id)
                .map(rows -> rows == 1);
    }
}
