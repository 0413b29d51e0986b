package dev.tandem.jobs.posting;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What is stored of a source and not archived by a poll.
///
/// @param postings by the provider's id
public record StoredBoard(Map<String, StoredPosting> postings) {

    public StoredBoard {
        postings = Map.copyOf(postings);
    }

    /// Those of a listing that have to be written: new ones, changed ones, and those that come back. An id that comes
    /// twice counts once: the first time.
    public List<IncomingPosting> differing(Collection<IncomingPosting> listed) {
        var rows = new LinkedHashMap<String, IncomingPosting>();
        listed.forEach(row -> rows.putIfAbsent(row.id(), row));
        rows.values()
                .removeIf(row -> {
                    var stored = postings.get(row.id());
                    return stored != null && !stored.differsFrom(row);
                });
        return List.copyOf(rows.values());
    }

    /// Those of a listing whose details have to be read, where the board has any: new ones, changed ones, and those
    /// whose details could not be had so far. None of the user's.
    public List<IncomingPosting> lackingDetails(Collection<IncomingPosting> listed) {
        var rows = new LinkedHashMap<String, IncomingPosting>();
        listed.forEach(row -> rows.putIfAbsent(row.id(), row));
        rows.values()
                .removeIf(row -> {
                    var stored = postings.get(row.id());
                    return stored != null && !stored.lacksDetails(row);
                });
        return List.copyOf(rows.values());
    }

    /// Whether details are missing of a posting that the last complete listing held; none of the user's.
    public boolean lacksDetails() {
        return postings.values().stream().anyMatch(row -> !row.isUsers() && row.misses() == 0 && !row.isDetailed());
    }

    /// The ids of those that the last complete listing held.
    public Set<String> presentIds() {
        return postings.entrySet().stream()
                .filter(row -> row.getValue().misses() == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
