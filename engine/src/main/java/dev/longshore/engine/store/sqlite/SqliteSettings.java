package dev.longshore.engine.store.sqlite;

/**
 * Bounds of a store on disk.
 *
 * @param reserveBytes kept aside so that a full disk can be left again; more than {@code walBytesMax}
 * @param walBytesMax at this size the write-ahead log is emptied before the next group
 * @param pagesMax largest database in pages of 4 KiB; 0: as large as the disk
 */
public record SqliteSettings(long reserveBytes, long walBytesMax, long pagesMax) {
    private static final long MIB = 1024 * 1024;
    public static final SqliteSettings DEFAULT = new SqliteSettings(96 * MIB, 64 * MIB, 0);

    public SqliteSettings {
        if (reserveBytes < walBytesMax) {
            throw new IllegalArgumentException(
                    "a reserve of " + reserveBytes + " bytes does not free a disk filled by a log of " + walBytesMax);
        }
    }
}
