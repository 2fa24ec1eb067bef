package dev.longshore.agent.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Files, links and mounts below the agent's root. Paths are absolute. Every call is repeatable. Throws {@link HostFault}. */
public interface HostFiles {
    Optional<byte[]> read(String path);

    /** Whole or not at all (temporary name, sync, rename), with exactly this mode. */
    void write(String path, byte[] content, int mode);

    /** With parents; {@code mode} is set also when it exists. */
    void makeFolder(String path, int mode);

    /** Names in a folder, sorted; empty when it is absent. */
    List<String> list(String folder);

    boolean exists(String path);

    /** Where a symbolic link points. */
    Optional<String> link(String path);

    /** Makes or replaces a symbolic link in one step. */
    void setLink(String path, String target);

    /** Files and folders below, then itself; never across a mount. Absent is fine. */
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

    /** Makes a folder a shared mount of itself unless it is one, so that mounts below reach containers. */
    void share(String path);

    /** Mount points at or below a path, deepest first, with their file system type. */
    Map<String, String> mountsBelow(String path);
}
