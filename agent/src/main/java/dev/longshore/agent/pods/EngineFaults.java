package dev.longshore.agent.pods;

import dev.longshore.agent.containers.ContainerFault;
import java.util.Objects;

/** Which faults of the container engine belong to a pod, and which to the engine. */
final class EngineFaults {
    private EngineFaults() {}

    /**
     * The text for people.
     * @throws ContainerFault the same, when the engine does not answer: nothing is known then, least of all about the pod
     */
    static String tellable(ContainerFault fault) {
        if (fault.type() == ContainerFault.Type.UNAVAILABLE) {
            throw fault;
        }
        return said(fault);
    }

    /** Its text, whatever it is about. */
    static String said(ContainerFault fault) {
        return Objects.requireNonNullElse(fault.getMessage(), fault.type().name());
    }
}
