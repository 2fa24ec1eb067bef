package dev.longshore.engine.store;

/** {@code /group/resource/namespace/name}, compared binary; {@code core} for the core group, {@code ~} for no namespace. */
public record StoreKey(String path) implements Comparable<StoreKey> {
    /** Longest key, in bytes of UTF-8. */
    public static final int BYTES_MAX = 1024;

    public static StoreKey of(String group, String resource, String namespace, String name) {
        return new StoreKey(prefix(group, resource) + (namespace.isEmpty() ? "~" : namespace) + "/" + name);
    }

    /** What all keys of a resource begin with. */
    public static String prefix(String group, String resource) {
        return "/" + (group.isEmpty() ? "core" : group) + "/" + resource + "/";
    }

    @Override
    public int compareTo(StoreKey other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
