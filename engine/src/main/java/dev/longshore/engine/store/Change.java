package dev.longshore.engine.store;

/** One write of a commit. */
public sealed interface Change {
    StoreKey key();

    /** Revision the writer saw; 0: the key must not exist. */
    long seen();

    /** @param value given away by the caller */
    record Put(StoreKey key, byte[] value, long seen) implements Change {}

    record Delete(StoreKey key, long seen) implements Change {}
}
