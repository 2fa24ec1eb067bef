package dev.longshore.simulation.invariants;

import dev.longshore.agent.containers.Container;

/** What the labels of a container say about whose it is. */
public final class Owners {
    private static final String POD_UID = "longshore.io/pod.uid";
    private static final String CONTAINER = "longshore.io/container.name";
    private static final String ATTEMPT = "longshore.io/container.attempt";

    private Owners() {}

    public static String uid(Container container) {
        return container.labels().getOrDefault(POD_UID, "");
    }

    public static String container(Container container) {
        return container.labels().getOrDefault(CONTAINER, "the sandbox");
    }

    static String attempt(Container container) {
        return container.labels().getOrDefault(ATTEMPT, "");
    }
}
