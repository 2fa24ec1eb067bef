package dev.longshore.agent.pods;

import dev.longshore.objects.Quantity;
import java.util.Map;

/**
 * What pods must know of the node they run on.
 *
 * @param root folder of the agent on the host, without a trailing slash
 * @param memoryBytes of the machine
 * @param allocatable to pods, by resource
 */
public record NodeFacts(
        String name, String address, String root, long memoryBytes, Map<String, Quantity> allocatable) {}
