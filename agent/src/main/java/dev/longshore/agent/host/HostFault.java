package dev.longshore.agent.host;

import java.util.Objects;

/** The host refused. The message names the path and what to do. */
public final class HostFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public HostFault(String message) {
        super(message);
    }

    public HostFault(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
