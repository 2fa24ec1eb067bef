package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.OpenRefused;
import dev.longshore.process.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * How far the database is known to have come, outside of the database: a database that is older went back in time, however sound it
 * looks. Two slots, written in turn, so that a torn write costs one of them only. Written after the commit: it may lag by one group
 * and never leads.
 */
final class HighWater implements AutoCloseable {
    private static final int SLOT = 4096;
    private static final int MAGIC = 0x4C534857;
    private static final int FORMAT = 1;
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer slot = ByteBuffer.allocateDirect(SLOT);

    private HighWater(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static HighWater open(Path file) throws IOException {
        return new HighWater(file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Durable on return. */
    void write(Meta meta) throws IOException {
        slot.clear();
        slot.putInt(MAGIC).putInt(FORMAT);
        slot.putLong(meta.storeId().getMostSignificantBits())
                .putLong(meta.storeId().getLeastSignificantBits());
        slot.putLong(meta.group()).putLong(meta.head()).putLong(meta.floor());
        slot.putLong(meta.rows()).putLong(meta.digest()).putLong(meta.boots());
        slot.putLong(crc(slot.position()));
        slot.clear();
        long at = (meta.group() & 1) * SLOT;
        while (slot.hasRemaining()) {
            channel.write(slot, at + slot.position());
        }
        channel.force(false);
    }

    /** Refuses a database that is not the newest one this file knows of, or that this file does not know. */
    void check(Meta found) throws IOException {
        Meta mark = newest().orElseThrow(
                        () -> refused("no readable mark", "the file is missing or both its slots are damaged"));
        if (!mark.storeId().equals(found.storeId())) {
            throw refused("another store", "it belongs to " + mark.storeId() + ", the database is " + found.storeId());
        }
        if (found.group() < mark.group()) {
            throw refused(
                    "the database went back in time",
                    "it is at write " + found.group() + " (revision " + found.head() + "), but write " + mark.group()
                            + " (revision " + mark.head() + ") was acknowledged");
        }
        if (found.group() > mark.group() + 1) {
            throw refused(
                    "the file is older than the database",
                    "it knows write " + mark.group() + ", the database is at " + found.group());
        }
        if (found.group() == mark.group() && !found.equals(mark)) {
            throw refused("other content", "both are at write " + mark.group() + " but their digests differ");
        }
    }

    private Optional<Meta> newest() throws IOException {
        return Stream.of(read(0), read(1)).flatMap(Optional::stream).max(Comparator.comparingLong(Meta::group));
    }

    private Optional<Meta> read(int index) throws IOException {
        slot.clear();
        while (slot.hasRemaining() && channel.read(slot, (long) index * SLOT + slot.position()) > 0) {
            // a read may give less than asked for
        }
        if (slot.hasRemaining()) {
            return Optional.empty();
        }
        slot.flip();
        boolean known = slot.getInt() == MAGIC && slot.getInt() == FORMAT;
        UUID storeId = new UUID(slot.getLong(), slot.getLong());
        Meta meta = new Meta(
                storeId,
                slot.getLong(),
                slot.getLong(),
                slot.getLong(),
                slot.getLong(),
                slot.getLong(),
                slot.getLong());
        int end = slot.position();
        return known && slot.getLong() == crc(end) ? Optional.of(meta) : Optional.empty();
    }

    private long crc(int end) {
        CRC32C crc = new CRC32C();
        crc.update(slot.duplicate().position(0).limit(end));
        return crc.getValue();
    }

    private OpenRefused refused(String what, String why) {
        return new OpenRefused(
                Exit.DAMAGED,
                "store: " + file + ": " + what + ": " + why
                        + ". Nothing was changed. Put back database and high-water file from one backup"
                        + " (starting without a high-water file is not supported yet)");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
