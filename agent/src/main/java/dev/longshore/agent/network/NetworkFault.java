package dev.longshore.agent.network;

import java.util.Objects;

/** A pod cannot get an address. */
public final class NetworkFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NetworkFault(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
