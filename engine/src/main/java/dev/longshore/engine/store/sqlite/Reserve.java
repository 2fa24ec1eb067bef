package dev.longshore.engine.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blocks kept aside: given back when the disk is full, so that the log can be moved into the database. */
final class Reserve {
    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    private static final int BLOCK = 1024 * 1024;
    private final Path folder;
    private final Path file;
    private final long bytes;

    Reserve(Path folder, long bytes) {
        this.folder = folder;
        this.file = folder.resolve("reserve");
        this.bytes = bytes;
    }

    /** Gives the blocks back to the disk. */
    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            LOG.warn("store: the reserve {} cannot be given back: {}", file, kept.toString());
        }
    }

    /** @return whether the reserve is there, now; it is taken only where the disk has twice its size */
    boolean restore() {
        try {
            if (Files.exists(file) && Files.size(file) == bytes) {
                return true;
            }
            release();
            return usableBytes() >= 2 * bytes && filled();
        } catch (IOException full) {
            release();
            return false;
        }
    }

    long usableBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Real blocks: a sparse file reserves nothing. */
    private boolean filled() throws IOException {
        Disks.makeFile(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
            for (long at = 0; at < bytes; ) {
                at += channel.write(block.clear().limit((int) Math.min(BLOCK, bytes - at)), at);
            }
            channel.force(true);
        }
        return true;
    }
}
