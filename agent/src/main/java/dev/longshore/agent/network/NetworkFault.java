package dev.longshore.agent.network;

/** A pod cannot get an address. */
public final class NetworkFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NetworkFault(String message) {
        super(message);
    }
}
