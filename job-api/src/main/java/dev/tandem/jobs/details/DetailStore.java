package dev.tandem.jobs.details;

import dev.tandem.common.async.Blocking;
import dev.tandem.common.problem.Incident;
import dev.tandem.jobs.posting.IncomingPosting;
import dev.tandem.jobs.posting.PostingBatches;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Writes details to the database, those of one board by one statement. A database that restarts is waited for.
final class DetailStore {

    /// A host's last details, on which a poll waits, are seldom of more.
    private static final int BOARDS_AT_ONCE = 2;

    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final PostingBatches postings;
    private final Instant at;

    /// @param at the instant of the poll
    DetailStore(PostingBatches postings, Instant at) {
        this.postings = postings;
        this.at = at;
    }

    /// Waits for the lists that the details belong to. Never fails: what could not be written counts as failed.
    Uni<List<Detail>> store(List<Detail> details) {
        // Told apart by what they wait for: comparing boards would compare all their postings.
        var lists = details.stream().map(detail -> detail.of().stored()).distinct().toList();
        return Multi.createFrom()
                .iterable(lists)
                .onItem()
                .transformToUniAndConcatenate(list -> Uni.createFrom().completionStage(list))
                .collect()
                .asList()
                .flatMap(all ->
                        write(details.stream().map(detail -> isStored(detail) ? detail : lost(detail)).toList()));
    }

    private static boolean isStored(Detail detail) {
        return detail.of().stored().toCompletableFuture().getNow(false);
    }

    private Uni<List<Detail>> write(List<Detail> details) {
        var read = new IdentityHashMap<BoardDetails, List<IncomingPosting>>();
        for (var detail : details) {
            if (detail instanceof Detail.Read whole) {
                read.computeIfAbsent(whole.of(), any -> new ArrayList<>()).add(whole.posting());
            }
        }
        return Multi.createFrom()
                .iterable(read.entrySet())
                .onItem()
                .transformToUni(
                        board -> Blocking.call(() -> postings.detail(board.getKey().source(), board.getValue(), at)))
                .merge(BOARDS_AT_ONCE)
                .collect()
                .last()
                .replaceWith(details)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(TRIES)
                .onFailure()
                .recoverWithItem(failure -> {
                    Incident.log("storing details", failure);
                    return details.stream().map(DetailStore::lost).toList();
                });
    }

    private static Detail lost(Detail detail) {
        return switch (detail) {
            case Detail.Read read -> new Detail.Failed(read.of());
            case Detail.Failed failed -> failed;
            case Detail.Left left -> left;
        };
    }
}
