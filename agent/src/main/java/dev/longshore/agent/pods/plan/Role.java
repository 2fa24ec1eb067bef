package dev.longshore.agent.pods.plan;

import java.util.Locale;

/** What a container is for. */
public enum Role {
    /** Holds the network and IPC of the pod. */
    SANDBOX,
    /** Runs once, before the app containers. */
    INIT,
    /** An init container that goes on running beside the app containers. Source: Container.restartPolicy. */
    SIDECAR,
    APP;

    /** As written in the label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role read(String label) {
        for (Role role : values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        return APP;
    }
}
