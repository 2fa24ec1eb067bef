package dev.longshore.tasks;

/** Thrown by waits of a task that was stopped. An error, so that {@code catch (RuntimeException)} lets it pass. */
public final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    public Stopped() {
        super("stopped", null, false, false);
    }
}
