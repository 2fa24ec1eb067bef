package dev.longshore.agent.pods.status;

/** Ids of containers and images as status shows them. */
public final class ContainerIds {
    private static final String SCHEME = "docker://";

    private ContainerIds() {}

    public static String shown(String id) {
        return SCHEME + id;
    }
}
