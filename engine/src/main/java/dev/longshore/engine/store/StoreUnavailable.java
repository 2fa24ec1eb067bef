package dev.longshore.engine.store;

/** The store cannot do it now; nothing was written. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why not. */
    public enum Cause {
        FULL,
        BUSY,
        CLOSED
    }

    private final Cause why;

    public StoreUnavailable(Cause why, String message) {
        super(message);
        this.why = why;
    }

    public Cause why() {
        return why;
    }
}
