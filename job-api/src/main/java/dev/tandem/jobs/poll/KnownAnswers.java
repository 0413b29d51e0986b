package dev.tandem.jobs.poll;

import dev.tandem.jobs.source.PolledSource;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The answers that boards gave last, so that one that comes again is not read again. Kept in memory, because what a
/// fetcher and a filter make of an answer changes only with the process.
final class KnownAnswers {

    private final Map<UUID, Known> bySource = new ConcurrentHashMap<>();

    /// @param fingerprint of the answer
    /// @param at the instant of the poll that stored it
    /// @param listed how many postings it holds
    /// @param filtered how many of them a filter hides
    /// @param ids tells which they are
    record Known(String fingerprint, Instant at, int listed, int filtered, String ids) {

        /// Whether what is stored as listed is just what this answer lists.
        boolean lists(Collection<String> stored) {
            return ids.equals(fingerprintOf(stored));
        }
    }

    /// @return null when nothing is known, or another process has read the board since
    @Nullable Known of(PolledSource source) {
        var known = bySource.get(source.id());
        return known != null && known.at().equals(source.lastSuccessAt()) ? known : null;
    }

    void remember(PolledSource source, Known known) {
        bySource.put(source.id(), known);
    }

    void forget(PolledSource source) {
        bySource.remove(source.id());
    }

    static String fingerprintOf(Collection<String> ids) {
        var sorted = new TreeSet<>(ids);
        // Two 32-bit hashes of different kinds and the number, of ids that nobody chooses to collide.
        return "%d-%08x-%08x".formatted(sorted.size(), sorted.hashCode(), sorted.toString().hashCode());
    }
}
