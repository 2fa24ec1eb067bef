package dev.longshore.process;

import java.io.UncheckedIOException;

/** The process cannot start, or not go on. The message says what is wrong and what to do. */
public class ProcessFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Exit exit;

    public ProcessFault(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public ProcessFault(Exit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    /** Says what the cause says. */
    public ProcessFault(Exit exit, RuntimeException cause) {
        this(exit, String.valueOf(cause.getMessage()), cause);
    }

    /** A file or folder that cannot be read or written. */
    public static ProcessFault permission(String what, Throwable cause) {
        String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new ProcessFault(Exit.PERMISSION, what + " (" + why + ")");
    }

    /** The same, as it was told with a cause. */
    public static ProcessFault permission(UncheckedIOException fault) {
        Throwable cause = fault.getCause();
        return permission(String.valueOf(fault.getMessage()), cause == null ? fault : cause);
    }

    public Exit exit() {
        return exit;
    }
}
