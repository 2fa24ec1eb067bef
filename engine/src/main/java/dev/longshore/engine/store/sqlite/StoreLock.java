package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.OpenRefused;
import dev.longshore.process.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process, and one store in it, per folder. The lock belongs to the process and is lost when any channel of it on the file is
 * closed, so a second open in one process is found by a set and never touches the file.
 */
final class StoreLock implements AutoCloseable {
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();
    private static final int TEXT_BYTES_MAX = 256;
    private final Path folder;
    private final FileChannel channel;

    private StoreLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws OpenRefused when the folder is in use */
    static StoreLock take(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!OPEN_HERE.add(real)) {
            throw refused(folder, "this process (" + ProcessHandle.current().pid() + ")");
        }
        try {
            return new StoreLock(real, locked(folder));
        } catch (IOException | RuntimeException failed) {
            OPEN_HERE.remove(real);
            throw failed;
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        Path file = folder.resolve("store.lock");
        Disks.makeFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            String holder = read(channel);
            channel.close();
            throw refused(folder, holder);
        }
        String text = "pid " + ProcessHandle.current().pid() + ", started " + Instant.now() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        return channel;
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(TEXT_BYTES_MAX);
        channel.read(text, 0);
        return StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
    }

    private static OpenRefused refused(Path folder, String holder) {
        return new OpenRefused(
                Exit.LOCKED,
                "store: " + folder + " is in use by " + holder
                        + ". Stop that process, or give this one its own folder");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        OPEN_HERE.remove(folder);
    }
}
