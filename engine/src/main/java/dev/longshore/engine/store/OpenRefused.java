package dev.longshore.engine.store;

import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;

/** A store that must not be served. Starting again changes nothing. */
public final class OpenRefused extends ProcessFault {
    private static final long serialVersionUID = 1;

    /** @param message what, where, and what to do */
    public OpenRefused(Exit exit, String message) {
        super(exit, message);
    }

    public OpenRefused(Exit exit, String message, Throwable cause) {
        super(exit, message, cause);
    }
}
