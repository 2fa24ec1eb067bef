package dev.longshore.engine.gitops.git;

import java.util.List;
import java.util.Optional;

/** The files of one commit, read-only. Paths have no leading slash; the root is the empty path. */
public interface Tree {
    /** Object id of the folder or file at a path: equal ids mean equal contents. Empty when there is none. */
    Optional<String> id(String path);

    /** Entries of a folder in order of name; empty when the folder is absent. */
    List<Entry> list(String folder);

    /** @throws GitFault when it is absent, no file, or larger than {@code bytesMax} */
    byte[] read(String file, int bytesMax);

    /** @param size in bytes; 0 for folders */
    record Entry(String path, String name, Type type, String id, long size) {}

    /** What an entry is. Links and submodules are never followed. */
    enum Type {
        FILE,
        FOLDER,
        LINK,
        SUBMODULE
    }
}
