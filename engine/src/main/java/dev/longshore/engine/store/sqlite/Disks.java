package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.OpenRefused;
import dev.longshore.process.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which disks keep what they promise, and how files on them are made to last. */
final class Disks {
    private static final Set<String> REMOTE =
            Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "fuse.sshfs");
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    private Disks() {}

    /** @throws OpenRefused for a file system on which neither locks nor syncs can be relied on */
    static void check(Path folder) throws IOException {
        String type = Files.getFileStore(folder).type();
        if (!dependable(type, type.equals("overlay") ? mountOptions(folder.toRealPath()) : "")) {
            throw new OpenRefused(
                    Exit.DAMAGED,
                    "store: " + folder + " lies on " + type
                            + ", where a synced write may be lost. Give a folder on a local disk (ext4, xfs, btrfs)");
        }
    }

    static boolean dependable(String type, String options) {
        return !REMOTE.contains(type)
                && !(type.equals("overlay")
                        && Arrays.asList(options.split(",", -1)).contains("volatile"));
    }

    private static String mountOptions(Path folder) throws IOException {
        if (!Files.exists(MOUNTS)) {
            return "";
        }
        List<String[]> mounts = Files.readAllLines(MOUNTS).stream()
                .map(line -> line.split(" ", -1))
                .filter(mount -> mount.length > 3 && folder.startsWith(mount[1]))
                .toList();
        return mounts.stream()
                .max(Comparator.comparingInt(mount -> mount[1].length()))
                .map(mount -> mount[3])
                .orElse("");
    }

    /** Makes the folder, for its owner only. */
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Makes an empty file for its owner only; fine when it is there. */
    static void makeFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    /** Makes the content of a file last. */
    static void syncFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes new and removed names in a folder last. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What an IO fault at the opening means. */
    static RuntimeException refusal(Path folder, IOException fault) {
        boolean rights = fault instanceof AccessDeniedException
                || (fault instanceof FileSystemException file
                        && Set.of("Operation not permitted", "Read-only file system", "Not a directory")
                                .contains(String.valueOf(file.getReason())));
        String text = "store: " + folder + " cannot be used: " + fault;
        return rights
                ? new OpenRefused(
                        Exit.PERMISSION, text + ". Give a folder that belongs to the user of this process", fault)
                : new UncheckedIOException(text, fault);
    }
}
