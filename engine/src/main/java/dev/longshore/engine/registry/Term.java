package dev.longshore.engine.registry;

import dev.longshore.engine.store.Guard;
import dev.longshore.engine.store.StoreKey;

/**
 * The reign of one acting engine: the revision of the term key as it wrote it. A write under a term is refused once another engine
 * has begun one.
 */
public record Term(long revision) {
    static final StoreKey KEY = new StoreKey("/longshore/term");

    Guard guard() {
        return new Guard(KEY, revision);
    }
}
