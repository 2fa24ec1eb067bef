package dev.longshore.engine.registry.patches;

/** A patch that cannot be applied to what it was sent for. */
public final class BadPatch extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean malformed;

    BadPatch(boolean malformed, String message) {
        super(message);
        this.malformed = malformed;
    }

    /** Whether no object at all would take it; else it does not fit this one. */
    public boolean malformed() {
        return malformed;
    }
}
