package dev.longshore.agent;

import dev.longshore.agent.host.HostFiles;
import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The agent's folder: one process at a time uses it, and its credential lies in it. */
final class DataFolder implements AutoCloseable {
    private static final int OWNER_ONLY = 0600;

    private final Path folder;
    private final HostFiles files;
    private final FileChannel lock;

    private DataFolder(Path folder, HostFiles files, FileChannel lock) {
        this.folder = folder;
        this.files = files;
        this.lock = lock;
    }

    /** @throws ProcessFault when another process uses it, or it cannot be written */
    static DataFolder open(Path folder, HostFiles files) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> held = Optional.ofNullable(channel.tryLock());
            if (held.isEmpty()) {
                channel.close();
                throw new ProcessFault(
                        Exit.LOCKED,
                        "another agent uses %s; stop it, or give this one its own --data".formatted(folder));
            }
            return new DataFolder(folder, files, channel);
        } catch (IOException refused) {
            throw new ProcessFault(
                    Exit.PERMISSION, "%s cannot be used as --data: %s".formatted(folder, refused.getMessage()));
        }
    }

    /** What a join left here. */
    Optional<String> credential() {
        return files.read(credentialPath()).map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }

    void keepCredential(String pem) {
        files.write(credentialPath(), pem.getBytes(StandardCharsets.US_ASCII), OWNER_ONLY);
    }

    /** Gives the folder to whoever comes next. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException ending) {
            throw new ProcessFault(Exit.FAULT, "%s was not unlocked: %s".formatted(folder, ending.getMessage()));
        }
    }

    private String credentialPath() {
        return folder.resolve("agent.pem").toString();
    }
}
