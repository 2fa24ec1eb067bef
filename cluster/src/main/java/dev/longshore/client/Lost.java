package dev.longshore.client;

/** A request was sent and its answer never came: it may have been carried out. */
public final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Lost(String message) {
        super(message);
    }

    public Lost(String message, Throwable cause) {
        super(message, cause);
    }
}
