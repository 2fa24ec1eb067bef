package dev.longshore.schemas.columns;

import dev.longshore.objects.Fields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Columns of nodes. Source: printNode. */
final class NodeCells {
    private static final String ROLE = "node-role.kubernetes.io/";

    static final Map<String, BiFunction<Fields, Instant, Object>> ALL = Map.of(
            "node-status", (node, now) -> status(node),
            "node-roles", (node, now) -> roles(node.strings("metadata", "labels")),
            "node-internal-ip", (node, now) -> address(node, "InternalIP"),
            "node-external-ip", (node, now) -> address(node, "ExternalIP"),
            "node-os-image", (node, now) -> info(node, "osImage"),
            "node-kernel-version", (node, now) -> info(node, "kernelVersion"),
            "node-container-runtime", (node, now) -> info(node, "containerRuntimeVersion"));

    private NodeCells() {}

    private static String status(Fields node) {
        Optional<String> ready = node.items("status", "conditions").stream()
                .filter(condition -> condition.text("type").orElse("").equals("Ready"))
                .map(condition -> condition.text("status").orElse(""))
                .findFirst();
        String word = ready.map(status -> status.equals("True") ? "Ready" : "NotReady")
                .orElse("Unknown");
        return node.flag("spec", "unschedulable") ? word + ",SchedulingDisabled" : word;
    }

    private static String roles(Map<String, String> labels) {
        TreeSet<String> roles = new TreeSet<>();
        labels.forEach((key, value) -> {
            if (key.startsWith(ROLE) && key.length() > ROLE.length()) {
                roles.add(key.substring(ROLE.length()));
            }
            if (key.equals("kubernetes.io/role") && !value.isEmpty()) {
                roles.add(value);
            }
        });
        return roles.isEmpty() ? Cells.NONE : String.join(",", roles);
    }

    private static String address(Fields node, String type) {
        return node.items("status", "addresses").stream()
                .filter(address -> address.text("type").orElse("").equals(type))
                .flatMap(address -> address.text("address").stream())
                .findFirst()
                .orElse(Cells.NONE);
    }

    private static String info(Fields node, String field) {
        return Cells.text(node, Cells.UNKNOWN, "status", "nodeInfo", field);
    }
}
