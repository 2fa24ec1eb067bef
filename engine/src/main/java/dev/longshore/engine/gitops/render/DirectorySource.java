package dev.longshore.engine.gitops.render;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which files of a commit.
 *
 * @param path cleaned; empty: the root
 * @param recurse folders below it too
 * @param include glob relative to the path; empty: all
 * @param exclude glob relative to the path; wins over include
 */
public record DirectorySource(String path, boolean recurse, Optional<String> include, Optional<String> exclude) {
    private static final int PATH_CHARS_MAX = 1_024;

    /**
     * Reads a path as users write it.
     * @throws IllegalArgumentException for one that leaves the repository or is no path
     */
    public static String cleaned(String path) {
        String bare = path.equals(".") ? "" : path.replaceFirst("^\\./+", "").replaceFirst("/+$", "");
        boolean odd = Arrays.asList(bare.split("/", -1)).contains("..")
                || bare.startsWith("/")
                || bare.contains("//")
                || bare.indexOf('\0') >= 0
                || bare.length() > PATH_CHARS_MAX;
        if (odd) {
            throw new IllegalArgumentException(
                    "spec.source.path must be a relative path inside the repository, without ..");
        }
        return bare;
    }

    /**
     * Both patterns are sound.
     * @throws IllegalArgumentException when not
     */
    public void checkPatterns() {
        include.ifPresent(Glob::of);
        exclude.ifPresent(Glob::of);
    }
}
