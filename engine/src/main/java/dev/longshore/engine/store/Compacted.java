package dev.longshore.engine.store;

/** A read below the floor. */
public final class Compacted extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long floor;

    public Compacted(long floor) {
        super("revisions up to " + floor + " are compacted");
        this.floor = floor;
    }

    public long floor() {
        return floor;
    }
}
