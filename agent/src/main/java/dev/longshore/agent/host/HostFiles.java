package dev.longshore.agent.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Files, links and mounts below the agent's root. Paths are absolute and normal. Every call is repeatable; one writer per path. Throws
 * {@link HostFault}. A call that was cut off by a crash may leave a name that ends in {@link #UNFINISHED} beside the path; the next one
 * replaces it.
 */
public interface HostFiles {
    /** No key of a ConfigMap and no name of a volume can end so. */
    String UNFINISHED = "~";

    /** Content of a file, through links; empty when it is absent. */
    Optional<byte[]> read(String path);

    /** Whole or not at all (temporary name, sync, rename), with exactly this mode. The folder must exist. */
    void write(String path, byte[] content, int mode);

    /** With parents; {@code mode} is set also when it exists. */
    void makeFolder(String path, int mode);

    /** Names in a folder, sorted; empty when it is absent. */
    List<String> list(String folder);

    /** What is there, links not followed; empty when nothing is. */
    Optional<Attributes> attributes(String path);

    default boolean exists(String path) {
        return attributes(path).isPresent();
    }

    /** Where a symbolic link points. */
    Optional<String> link(String path);

    /** Makes or replaces a symbolic link in one step. */
    void setLink(String path, String target);

    /** Files and folders below, then itself. Refused before anything is gone when a mount is at it or below. Absent is fine. */
    void delete(String path);

    /** Owner of a file or, recursively, of a folder; links themselves. */
    void own(String path, OptionalLong uid, OptionalLong gid);

    /**
     * Mounts a tmpfs unless one is there.
     * @param bytesMax 0: the kernel's default
     */
    void mountTmpfs(String path, long bytesMax, int mode);

    /** Not mounted is fine. */
    void unmount(String path);

    /** Sees to it that mounts below a folder reach containers: makes it a shared mount of itself, unless it lies on a shared one. */
    void share(String path);

    /** Mount points at or below a path, in the order to unmount them, with their file system type. */
    Map<String, String> mountsBelow(String path);

    /** What a path can name. */
    enum Type {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    /** @param mode permission bits with set-id and sticky, for example 02775 */
    record Attributes(Type type, int mode, long uid, long gid) {}
}
