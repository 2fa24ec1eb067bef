package dev.longshore.engine.store;

import java.nio.charset.StandardCharsets;

/**
 * A value at a revision.
 *
 * @param value not to be changed; empty for a deletion
 * @param created revision at which the key came to be
 * @param deleted whether this is a deletion
 */
public record Entry(StoreKey key, byte[] value, long revision, long created, boolean deleted) {
    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }
}
