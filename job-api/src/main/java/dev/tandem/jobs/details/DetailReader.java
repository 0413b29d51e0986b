package dev.tandem.jobs.details;

import dev.tandem.jobs.fetch.BoardFetchers;
import dev.tandem.jobs.posting.IncomingPosting;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Reads details one by one, unless they are left to the next poll: when time is up, and when a board has refused so
/// many in a row that asking on would only be a nuisance.
final class DetailReader {

    private final BoardFetchers fetchers;
    private final int failuresInARow;
    private final BooleanSupplier isLate;
    private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();

    DetailReader(BoardFetchers fetchers, int failuresInARow, BooleanSupplier isLate) {
        this.fetchers = fetchers;
        this.failuresInARow = failuresInARow;
        this.isLate = isLate;
    }

    /// Never fails.
    Uni<Detail> read(BoardDetails of, IncomingPosting posting) {
        var source = of.source().id();
        return Uni.createFrom()
                .deferred(() -> {
                    if (isLate.getAsBoolean() || failures.getOrDefault(source, 0) >= failuresInARow) {
                        return Uni.createFrom().item(new Detail.Left(of));
                    }
                    return of.visit()
                            .noting(fetchers.detail(of.board(), posting.posting()))
                            .<Detail>map(whole -> new Detail.Read(of, posting.detailed(whole)))
                            .invoke(() -> failures.remove(source));
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    failures.merge(source, 1, Integer::sum);
                    return new Detail.Failed(of);
                });
    }
}
