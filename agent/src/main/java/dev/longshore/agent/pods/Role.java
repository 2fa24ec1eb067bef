package dev.longshore.agent.pods;

import java.util.Locale;

/** What a container is for. */
enum Role {
    /** Holds the network and IPC of the pod. */
    SANDBOX,
    /** Runs once, before the app containers. */
    INIT,
    /** An init container that goes on running beside the app containers. Source: Container.restartPolicy. */
    SIDECAR,
    APP;

    /** As written in the label. */
    String label() {
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
