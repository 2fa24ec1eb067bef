package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.Row;
import java.util.List;
import java.util.UUID;

/**
 * What must be true of all rows together. Written with them, in the same transaction, and once more into the high-water file.
 *
 * @param group counts transactions
 * @param digest sum of {@link Checksums#share} over all rows
 * @param boots counts openings
 */
record Meta(UUID storeId, long group, long head, long floor, long rows, long digest, long boots) {
    static Meta first(UUID storeId) {
        return new Meta(storeId, 0, 0, 0, 0, 0, 0);
    }

    Meta opened() {
        return new Meta(storeId, group + 1, head, floor, rows, digest, boots + 1);
    }

    Meta with(List<Row> added) {
        return new Meta(
                storeId,
                group + 1,
                added.getLast().revision(),
                floor,
                rows + added.size(),
                digest + Checksums.share(added),
                boots);
    }

    Meta compacted(long raised, List<Row> removed) {
        return new Meta(
                storeId, group + 1, head, raised, rows - removed.size(), digest - Checksums.share(removed), boots);
    }

    long crc() {
        return Checksums.of(
                storeId.getMostSignificantBits(),
                storeId.getLeastSignificantBits(),
                group,
                head,
                floor,
                rows,
                digest,
                boots);
    }
}
