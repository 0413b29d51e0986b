package dev.tandem.audit.engine;

import dev.tandem.audit.scan.Engine;
import java.util.List;
import java.util.Set;

/// All that one engine says of a page.
///
/// @param version the engine's own
/// @param rules the rules that it ran, by its own names
/// @param places the frames that it looked into
record Word(Engine engine, String version, Set<String> rules, Set<List<String>> places, List<Observation> found) {

    Word {
        rules = Set.copyOf(rules);
        places = Set.copyOf(places);
        found = List.copyOf(found);
    }
}
