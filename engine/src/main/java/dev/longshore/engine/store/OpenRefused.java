package dev.longshore.engine.store;

/** A store that must not be served. The process says why and ends with {@link #exitCode}; starting again changes nothing. */
public final class OpenRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, with the exit code of the process. */
    public enum Reason {
        LOCKED(73),
        DAMAGED(74),
        NEWER(76),
        NOT_ALLOWED(77);

        private final int exitCode;

        Reason(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    private final Reason reason;

    /** @param message what, where, and what to do */
    public OpenRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public OpenRefused(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public int exitCode() {
        return reason.exitCode;
    }
}
