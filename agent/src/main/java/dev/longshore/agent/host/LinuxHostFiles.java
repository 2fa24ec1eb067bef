package dev.longshore.agent.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files and mounts of this Linux machine. Mounting needs root. */
public final class LinuxHostFiles implements HostFiles {
    private static final Path MOUNT_INFO = Path.of("/proc/self/mountinfo");

    @Override
    public Optional<byte[]> read(String path) {
        return tried("read " + path, () -> {
            try {
                return Optional.of(Files.readAllBytes(Path.of(path)));
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        });
    }

    /** One at a time: two writers of one path would share its temporary name. */
    @Override
    public synchronized void write(String path, byte[] content, int mode) {
        Path unfinished = Path.of(path + UNFINISHED);
        tried("write " + path, () -> {
            Files.deleteIfExists(unfinished);
            try (FileChannel file =
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                Files.setAttribute(unfinished, "unix:mode", mode);
                file.force(true);
            }
            return rename(unfinished, Path.of(path));
        });
    }

    @Override
    public void makeFolder(String path, int mode) {
        tried("make the folder " + path, () -> {
            Files.createDirectories(Path.of(path));
            return Files.setAttribute(Path.of(path), "unix:mode", mode);
        });
    }

    @Override
    public List<String> list(String folder) {
        return tried("list " + folder, () -> {
            try (Stream<Path> paths = Files.list(Path.of(folder))) {
                return paths.map(path -> path.getFileName().toString()).sorted().toList();
            } catch (NoSuchFileException absent) {
                return List.of();
            }
        });
    }

    @Override
    public Optional<Attributes> attributes(String path) {
        return tried("look at " + path, () -> {
            try {
                return Optional.of(
                        attributes(Files.readAttributes(Path.of(path), "unix:*", LinkOption.NOFOLLOW_LINKS)));
            } catch (NoSuchFileException absent) {
                return Optional.empty();
            }
        });
    }

    private static Attributes attributes(Map<String, Object> told) {
        Type type = Boolean.TRUE.equals(told.get("isSymbolicLink"))
                ? Type.LINK
                : Boolean.TRUE.equals(told.get("isDirectory"))
                        ? Type.FOLDER
                        : Boolean.TRUE.equals(told.get("isRegularFile")) ? Type.FILE : Type.OTHER;
        return new Attributes(type, number(told, "mode") & 07777, number(told, "uid"), number(told, "gid"));
    }

    private static int number(Map<String, Object> told, String name) {
        return told.get(name) instanceof Integer number ? number : 0;
    }

    @Override
    public Optional<String> link(String path) {
        return tried(
                "read the link " + path,
                () -> Files.isSymbolicLink(Path.of(path))
                        ? Optional.of(Files.readSymbolicLink(Path.of(path)).toString())
                        : Optional.empty());
    }

    @Override
    public synchronized void setLink(String path, String target) {
        Path unfinished = Path.of(path + UNFINISHED);
        tried("make the link " + path, () -> {
            Files.deleteIfExists(unfinished);
            Files.createSymbolicLink(unfinished, Path.of(target));
            return rename(unfinished, Path.of(path));
        });
    }

    /** The only visible step. Synced, so that it is also there after a power cut. */
    private static Path rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(to.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return to;
    }

    @Override
    public void delete(String path) {
        if (!mountsBelow(path).isEmpty()) {
            throw new HostFault("cannot delete " + path + ": something is mounted there; unmount it first");
        }
        tried("delete " + path, () -> {
            try {
                return Files.walkFileTree(Path.of(path), new Deletion());
            } catch (NoSuchFileException absent) {
                return Path.of(path);
            }
        });
    }

    /** Follows no link. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault) throws IOException {
            if (fault != null) {
                throw fault;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    @Override
    public void own(String path, OptionalLong uid, OptionalLong gid) {
        tried("own " + path, () -> {
            try (Stream<Path> paths = Files.walk(Path.of(path))) {
                for (Path each : (Iterable<Path>) paths::iterator) {
                    own(each, "unix:uid", uid);
                    own(each, "unix:gid", gid);
                }
            }
            return path;
        });
    }

    private static void own(Path path, String attribute, OptionalLong id) throws IOException {
        if (id.isPresent()) {
            Files.setAttribute(path, attribute, Math.toIntExact(id.getAsLong()), LinkOption.NOFOLLOW_LINKS);
        }
    }

    @Override
    public void mountTmpfs(String path, long bytesMax, int mode) {
        if (!mounts().isMount(path)) {
            LinuxMounts.tmpfs(path, bytesMax, mode);
        }
    }

    @Override
    public void unmount(String path) {
        while (mounts().isMount(path)) {
            LinuxMounts.unmount(path);
        }
    }

    @Override
    public void share(String path) {
        if (mounts().isShared(path)) {
            return;
        }
        if (!mounts().isMount(path)) {
            LinuxMounts.bindToItself(path);
        }
        LinuxMounts.makeShared(path);
    }

    @Override
    public Map<String, String> mountsBelow(String path) {
        return mounts().below(path);
    }

    private static MountTable mounts() {
        return tried("read the mounts of this process", () -> MountTable.parse(Files.readString(MOUNT_INFO)));
    }

    /** A call to the file system. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    private static <T> T tried(String what, Step<T> step) {
        try {
            return step.run();
        } catch (IOException refused) {
            throw new HostFault("cannot " + what + ": " + reason(refused), refused);
        }
    }

    private static String reason(IOException refused) {
        return switch (refused) {
            case NoSuchFileException absent -> absent.getFile() + " does not exist";
            case NotDirectoryException file -> file.getFile() + " is not a folder";
            case DirectoryNotEmptyException full -> full.getFile() + " is not empty";
            case FileAlreadyExistsException there -> there.getFile() + " is in the way";
            case AtomicMoveNotSupportedException other -> other.getFile() + " lies on another file system";
            default -> String.valueOf(refused.getMessage());
        };
    }
}
