package dev.longshore.engine;

import java.io.UncheckedIOException;

/** The engine cannot start. The message says what is wrong and what to do. */
final class EngineFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Of the process. Source: sysexits.h. */
    enum Exit {
        PERMISSION(77),
        CONFIGURATION(78);

        private final int code;

        Exit(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private final Exit exit;

    EngineFault(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    EngineFault(Exit exit, RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.exit = exit;
    }

    /** A file or folder that cannot be read or written. */
    static EngineFault permission(String what, Throwable cause) {
        String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new EngineFault(Exit.PERMISSION, what + " (" + why + ")");
    }

    /** The same, as it was told with a cause. */
    static EngineFault permission(UncheckedIOException fault) {
        Throwable cause = fault.getCause();
        return permission(String.valueOf(fault.getMessage()), cause == null ? fault : cause);
    }

    Exit exit() {
        return exit;
    }
}
