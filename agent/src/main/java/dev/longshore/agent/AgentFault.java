package dev.longshore.agent;

/** The agent cannot start. The message says what is missing and what to do. */
final class AgentFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Of the process. */
    enum Exit {
        FAULT(70),
        LOCKED(73),
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

    AgentFault(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    Exit exit() {
        return exit;
    }
}
