package dev.longshore.cluster;

/** The cluster does not answer: connection refused, timeout, store closed. A fault: back off and try again. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(String message) {
        super(message);
    }

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
