package dev.longshore.agent.pods.specs;

import dev.longshore.objects.Quantity;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What pods must know of the node they run on.
 *
 * @param root folder of the agent on the host, without a trailing slash
 * @param resources as far as the container engine has told of them
 */
public record NodeFacts(String name, String address, String root, Supplier<Resources> resources) {
    /**
     * @param memoryBytes of the machine; 0 when unknown
     * @param allocatable to pods, by resource
     */
    public record Resources(long memoryBytes, Map<String, Quantity> allocatable) {}

    long memoryBytes() {
        return resources.get().memoryBytes();
    }

    public Map<String, Quantity> allocatable() {
        return resources.get().allocatable();
    }
}
