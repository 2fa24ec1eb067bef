package dev.longshore.engine;

import java.io.IOException;
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
    static EngineFault permission(String what, IOException cause) {
        String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new EngineFault(Exit.PERMISSION, new UncheckedIOException(what + " (" + why + ")", cause));
    }

    Exit exit() {
        return exit;
    }
}
