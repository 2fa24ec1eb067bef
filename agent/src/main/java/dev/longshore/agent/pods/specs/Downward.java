package dev.longshore.agent.pods.specs;

import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Quantity;
import dev.longshore.objects.core.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a pod is told about itself. Source: Kubernetes, "Downward API".
 *
 * @param podAddress empty until the sandbox has one
 * @param allocatable of the node, by resource: stands in for a limit that is not set
 */
public record Downward(Pod pod, String podAddress, String hostAddress, Map<String, Quantity> allocatable) {
    /** Value of a field path; empty when this path is not one of those that can be referred to. */
    Optional<String> field(String path) {
        return switch (path) {
            case "metadata.name" -> Optional.of(pod.item().name());
            case "metadata.namespace" -> Optional.of(pod.item().namespace());
            case "metadata.uid" -> Optional.of(pod.item().uid());
            case "metadata.labels" -> Optional.of(lines(pod.item().labels()));
            case "metadata.annotations" -> Optional.of(lines(pod.item().annotations()));
            case "spec.nodeName" -> pod.nodeName();
            case "spec.serviceAccountName" ->
                Optional.of(pod.item().text("spec", "serviceAccountName").orElse("default"));
            case "status.hostIP", "status.hostIPs" -> Optional.of(hostAddress);
            case "status.podIP", "status.podIPs" -> Optional.of(podAddress);
            default ->
                keyed(path, "metadata.labels", pod.item().labels())
                        .or(() -> keyed(path, "metadata.annotations", pod.item().annotations()));
        };
    }

    /**
     * Value of a {@code resourceFieldRef}, in units of its divisor, rounded up; empty when resource or container is unknown.
     *
     * @param self container that is meant when none is named
     */
    Optional<String> resource(Fields reference, String self) {
        String name = reference.text("containerName").filter(n -> !n.isEmpty()).orElse(self);
        String[] parts = reference.text("resource").orElse("").split("\\.", 2);
        if (parts.length < 2 || !(parts[0].equals("limits") || parts[0].equals("requests"))) {
            return Optional.empty();
        }
        Quantity divisor = Quantity.at(reference, "divisor").orElse(Quantity.of(1));
        return PodContainer.of(pod).stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .map(container -> amount(container.fields(), parts[0], parts[1]))
                .map(amount -> Long.toString(amount.in(divisor)));
    }

    private Quantity amount(Fields container, String list, String resource) {
        Optional<Quantity> own = Quantity.at(container, "resources", list, resource);
        return list.equals("limits")
                ? own.orElse(allocatable.getOrDefault(resource, Quantity.ZERO))
                : own.orElse(Quantity.ZERO);
    }

    private static Optional<String> keyed(String path, String map, Map<String, String> values) {
        boolean matches = path.startsWith(map + "['") && path.endsWith("']");
        return matches
                ? Optional.of(values.getOrDefault(path.substring(map.length() + 2, path.length() - 2), ""))
                : Optional.empty();
    }

    /** One {@code key="value"} line per entry, sorted; values quoted so that each stays on its line. */
    private static String lines(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values).forEach((key, value) -> {
            text.append(text.isEmpty() ? "" : "\n").append(key).append('=');
            quote(text, value);
        });
        return text.toString();
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        value.chars().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == 127) {
                        text.append("\\x%02x".formatted(c));
                    } else {
                        text.append((char) c);
                    }
                }
            }
        });
        text.append('"');
    }
}
