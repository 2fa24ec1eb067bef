package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The quality-of-service class of a pod. Source: Kubernetes, "Pod Quality of Service Classes". */
final class PodQuality {
    private static final List<String> COUNTED = List.of("cpu", "memory");

    private PodQuality() {}

    static String of(ObjectNode spec) {
        List<JsonNode> containers = new ArrayList<>();
        spec.path("initContainers").forEach(containers::add);
        spec.path("containers").forEach(containers::add);
        if (containers.stream().allMatch(PodQuality::guaranteed) && !containers.isEmpty()) {
            return "Guaranteed";
        }
        return containers.stream().anyMatch(PodQuality::asks) ? "Burstable" : "BestEffort";
    }

    /** Limits for both, and requests equal to them or not given. */
    private static boolean guaranteed(JsonNode container) {
        JsonNode limits = container.path("resources").path("limits");
        JsonNode requests = container.path("resources").path("requests");
        return COUNTED.stream()
                .allMatch(name -> limits.has(name)
                        && (!requests.has(name)
                                || requests.path(name)
                                        .asText()
                                        .equals(limits.path(name).asText())));
    }

    private static boolean asks(JsonNode container) {
        JsonNode resources = container.path("resources");
        return COUNTED.stream()
                .anyMatch(name -> resources.path("limits").has(name)
                        || resources.path("requests").has(name));
    }
}
