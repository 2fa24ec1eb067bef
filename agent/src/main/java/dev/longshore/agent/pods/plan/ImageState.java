package dev.longshore.agent.pods.plan;

/** How far the image of one attempt of a container is. That it failed is a {@link Problem}. */
public sealed interface ImageState {
    int attempt();

    /** On its way; the pod is looked at again when it has come or failed. */
    record Pulling(int attempt) implements ImageState {}

    /**
     * On this node.
     *
     * @param id to create the container from, so that a moved tag changes nothing in between
     * @param shown as status tells it
     * @param user of the image; may be empty
     */
    record Ready(int attempt, String id, String shown, String user) implements ImageState {}
}
