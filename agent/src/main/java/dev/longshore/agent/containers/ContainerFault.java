package dev.longshore.agent.containers;

import java.util.Objects;

/** The container engine could not do it. The message is the engine's, fit for people. */
public final class ContainerFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of fault. */
    public enum Type {
        UNAVAILABLE,
        NO_SUCH_IMAGE,
        NO_SUCH_CONTAINER,
        PULL_FAILED,
        INVALID_IMAGE_NAME,
        START_FAILED,
        INVALID,
        CONFLICT,
        FAILED
    }

    private final Type type;
    private final int exitCode;

    public ContainerFault(Type type, String message) {
        this(type, message, 0);
    }

    /** @param exitCode 126, 127 or 128 for START_FAILED, else 0 */
    public ContainerFault(Type type, String message, int exitCode) {
        super(message);
        this.type = type;
        this.exitCode = exitCode;
    }

    public Type type() {
        return type;
    }

    public int exitCode() {
        return exitCode;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
