package dev.longshore.agent.pods.plan;

/** Labels by which a container tells whose it is, without any other memory. The engine's scope adds cluster and node. */
public final class Labels {
    public static final String POD_NAMESPACE = "longshore.io/pod.namespace";
    public static final String POD_NAME = "longshore.io/pod.name";
    public static final String POD_UID = "longshore.io/pod.uid";
    public static final String CONTAINER = "longshore.io/container.name";
    public static final String TYPE = "longshore.io/container.type";
    public static final String ATTEMPT = "longshore.io/container.attempt";
    public static final String SANDBOX = "longshore.io/sandbox.id";
    public static final String SPEC_HASH = "longshore.io/spec-hash";
    public static final String IMAGE_ID = "longshore.io/image-id";
    public static final String GRACE_SECONDS = "longshore.io/grace-seconds";
    /** How many ends in a row came before this container: the next delay follows from it, also after a restart of the agent. */
    public static final String BACK_OFF_STEP = "longshore.io/back-off-step";

    private Labels() {}
}
