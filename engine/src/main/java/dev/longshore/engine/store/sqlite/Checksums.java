package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/** What proves that rows are the ones that were written: a checksum for each, and one digest over all that knows no order. */
final class Checksums {
    static final int DELETED = 1;
    static final int MORE = 2;

    private Checksums() {}

    static int flags(Row row) {
        return (row.entry().deleted() ? DELETED : 0) | (row.more() ? MORE : 0);
    }

    /** CRC32C over revision, key, creation, revision superseded, version, flags and value. */
    static long of(Row row) {
        CRC32C crc = new CRC32C();
        crc.update(longs(row.revision()));
        crc.update(row.entry().key().path().getBytes(StandardCharsets.UTF_8));
        crc.update(longs(row.entry().created(), row.seen(), row.version(), flags(row)));
        crc.update(row.entry().value());
        return crc.getValue();
    }

    static long of(long... fields) {
        CRC32C crc = new CRC32C();
        crc.update(longs(fields));
        return crc.getValue();
    }

    /** What a row adds to the digest of all rows. */
    static long share(long revision, long crc) {
        long mixed = revision * 0x9E3779B97F4A7C15L + crc;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** What rows add to the digest together. */
    static long share(List<Row> rows) {
        long sum = 0;
        for (Row row : rows) {
            sum += share(row.revision(), of(row));
        }
        return sum;
    }

    private static ByteBuffer longs(long... fields) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * fields.length);
        for (long field : fields) {
            buffer.putLong(field);
        }
        return buffer.flip();
    }
}
