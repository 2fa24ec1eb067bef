package dev.longshore.engine.store;

/** Commit only if the key is still at this revision; 0: only if it does not exist. */
public record Guard(StoreKey key, long revision) {}
