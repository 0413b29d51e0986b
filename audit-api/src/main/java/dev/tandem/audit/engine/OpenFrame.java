package dev.tandem.audit.engine;

import java.util.List;

/// A frame that engines can look into.
///
/// @param place the selectors of the frames that lead to it, from the outermost inwards; empty for the page itself
/// @param context what axe wants to be told in this frame, as JSON; `null` for the page itself
record OpenFrame(IsolatedWorld world, List<String> place, String context) {

    OpenFrame {
        place = List.copyOf(place);
    }

    boolean isPage() {
        return place.isEmpty();
    }

    int depth() {
        return place.size();
    }
}
