package dev.longshore.agent.pods.plan;

import dev.longshore.objects.Item;

/** Names of containers on the engine. A name is the idempotency key of a create: it follows from pod, container and attempt alone. */
public final class ContainerNames {
    /** Stands for the sandbox; no container of a pod can be called so. */
    public static final String SANDBOX = "POD";

    private ContainerNames() {}

    public static String of(Item pod, String container, int attempt) {
        return String.join("_", "ls", container, pod.name(), pod.namespace(), pod.uid(), Integer.toString(attempt));
    }
}
