package dev.tandem.audit.scan;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is asked of a scan besides its page.
///
/// @param engines what looks at the page, at least one
/// @param priority from -100 to 100; higher ones are started first
/// @param settings how the page is opened and judged
public record ScanOptions(
        @Nullable UUID projectId, Device device, Set<Engine> engines, int priority, PageSettings settings) {

    public ScanOptions {
        engines = Set.copyOf(engines);
    }

    /// The engines' names, in the order that they are stored in.
    public String[] engineNames() {
        return EnumSet.copyOf(engines).stream().map(Enum::name).sorted().toArray(String[]::new);
    }
}
