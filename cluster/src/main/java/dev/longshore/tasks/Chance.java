package dev.longshore.tasks;

/** Random draws and identifiers. */
public interface Chance {
    long next();

    /**
     * Uniform in 0 … bound − 1.
     * @param bound at least 1
     */
    int below(int bound);

    /** An independent stream: its draws never move those of its parent or siblings. */
    Chance fork(String tag);

    /** A new version 4 UUID as text. Source: RFC 9562. */
    String uid();
}
