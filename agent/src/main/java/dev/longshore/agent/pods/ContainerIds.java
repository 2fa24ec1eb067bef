package dev.longshore.agent.pods;

/** Ids of containers and images as status shows them. */
final class ContainerIds {
    private static final String SCHEME = "docker://";

    private ContainerIds() {}

    static String shown(String id) {
        return SCHEME + id;
    }
}
