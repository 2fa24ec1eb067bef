package dev.longshore.agent.pods;

/** Labels by which a container tells whose it is, without any other memory. The engine's scope adds cluster and node. */
final class Labels {
    static final String POD_NAMESPACE = "longshore.io/pod.namespace";
    static final String POD_NAME = "longshore.io/pod.name";
    static final String POD_UID = "longshore.io/pod.uid";
    static final String CONTAINER = "longshore.io/container.name";
    static final String TYPE = "longshore.io/container.type";
    static final String ATTEMPT = "longshore.io/container.attempt";
    static final String SANDBOX = "longshore.io/sandbox.id";
    static final String SPEC_HASH = "longshore.io/spec-hash";
    static final String IMAGE_ID = "longshore.io/image-id";
    static final String GRACE_SECONDS = "longshore.io/grace-seconds";
    /** How many ends in a row came before this container: the next delay follows from it, also after a restart of the agent. */
    static final String BACK_OFF_STEP = "longshore.io/back-off-step";

    private Labels() {}
}
