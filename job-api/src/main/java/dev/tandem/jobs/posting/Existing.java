package dev.tandem.jobs.posting;

import java.util.Collection;
import java.util.Set;

/// The ids of a source's postings that no poll has archived.
///
/// @param present those that the last complete listing held
/// @param missing those that it lacked
public record Existing(Set<String> present, Set<String> missing) {

    public Existing {
        present = Set.copyOf(present);
        missing = Set.copyOf(missing);
    }

    /// Whether a complete listing of these ids tells anything new about what is missing. When it doesn't, nothing has
    /// to be written.
    public boolean isContradictedBy(Collection<String> listed) {
        return !missing.isEmpty() || !Set.copyOf(listed).containsAll(present);
    }
}
