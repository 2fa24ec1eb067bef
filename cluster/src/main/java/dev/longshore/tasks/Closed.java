package dev.longshore.tasks;

/** Thrown by a put into a closed mailbox. */
public final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Closed() {
        super("closed");
    }
}
