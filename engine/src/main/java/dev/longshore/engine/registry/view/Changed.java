package dev.longshore.engine.registry.view;

import java.util.Optional;

/**
 * One change of one object, as the window remembers it.
 *
 * @param before empty for a creation
 * @param after empty for a deletion
 */
record Changed(long revision, Optional<Resident> before, Optional<Resident> after) {
    /** Roughly what remembering it costs. */
    int weight() {
        return before.map(state -> state.stored().length).orElse(0)
                + after.map(state -> state.stored().length).orElse(0);
    }
}
