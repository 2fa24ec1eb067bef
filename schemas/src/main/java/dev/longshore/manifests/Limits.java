package dev.longshore.manifests;

/** Bounds of what is read. Exceeding one is a problem that names it. */
final class Limits {
    static final int FILE_BYTES_MAX = 3 << 20;
    static final int DOCUMENTS_MAX = 2_000;
    static final int NESTING_MAX = 100;
    static final int COLLECTION_ALIASES_MAX = 100;
    static final int NODES_MAX = 200_000;
    static final int SCALAR_CHARS_MAX = 1 << 20;
    static final int KEYS_MAX = 10_000;
    /** Tabs between a colon and its value that are forgiven in one document. */
    static final int TABS_MAX = 20;

    private Limits() {}
}
