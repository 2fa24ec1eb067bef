package dev.longshore.agent.node;

import dev.longshore.objects.Quantity;
import java.util.Map;
import java.util.Optional;

/**
 * What does not change while an agent runs.
 *
 * @param cpu offered to pods; empty: all that the engine tells of
 * @param memory offered to pods; empty: all that the engine tells of
 * @param bootId of this boot; empty when the machine does not tell
 * @param version of the agent, as Kubernetes writes versions
 */
public record NodeIdentity(
        String name,
        String address,
        Optional<Quantity> cpu,
        Optional<Quantity> memory,
        int podsMax,
        Map<String, String> labels,
        String machineId,
        String bootId,
        String version) {}
