package dev.longshore.engine.nodes;

import dev.longshore.cluster.Action;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what a node's silence means. After the grace its conditions are Unknown and its pods not ready; taints that keep new pods
 * away mirror the conditions. Pods are not moved. Source: Kubernetes node lifecycle controller.
 */
final class NodeHealthPlan {
    /** Silence that an agent may allow itself. */
    static final Duration GRACE = Duration.ofSeconds(50);

    private static final String UNKNOWN = "Unknown";
    private static final List<String> REPORTED = List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

    private NodeHealthPlan() {}

    /**
     * @param silence since the last sign of life, by this engine's clock
     * @param pods those bound to the node
     */
    static List<Action> plan(Node node, Duration silence, List<Pod> pods, Instant now) {
        List<Action> actions = new ArrayList<>();
        boolean lost = silence.compareTo(GRACE) > 0;
        List<Fields> before = node.item().items("status", "conditions");
        List<Fields> after = lost ? unknown(before, now) : before;
        if (!after.equals(before)) {
            actions.add(new Action.UpdateStatus(node.item().draft().with(after, "status", "conditions")));
        }
        if (lost && node.ready()) {
            String message = "Node " + node.item().name() + " status is now: NodeNotReady";
            actions.add(new Action.Event(node.item(), "Normal", "NodeNotReady", message));
        }
        if (!ready(after).equals("True")) {
            pods.forEach(pod -> unready(pod, now, actions));
        }
        if (actions.isEmpty()) {
            taints(node, after).ifPresent(actions::add);
        }
        if (!lost) {
            actions.add(new Action.RequeueAfter(GRACE.minus(silence).plusSeconds(1)));
        }
        return List.copyOf(actions);
    }

    private static String ready(List<Fields> conditions) {
        return conditions.stream()
                .filter(condition -> condition.text("type").orElse("").equals("Ready"))
                .findFirst()
                .flatMap(condition -> condition.text("status"))
                .orElse(UNKNOWN);
    }

    private static List<Fields> unknown(List<Fields> conditions, Instant now) {
        List<Fields> changed = conditions;
        for (String type : REPORTED) {
            boolean never = conditions.stream()
                    .noneMatch(condition -> condition.text("type").orElse("").equals(type));
            boolean already = conditions.stream()
                    .filter(condition -> condition.text("type").orElse("").equals(type))
                    .anyMatch(condition -> condition.text("status").orElse("").equals(UNKNOWN));
            if (!already) {
                String reason = never ? "NodeStatusNeverUpdated" : "NodeStatusUnknown";
                String message = never ? "Kubelet never posted node status." : "Kubelet stopped posting node status.";
                changed = Conditions.with(changed, type, UNKNOWN, reason, message, now);
            }
        }
        return changed;
    }

    /** A pod on a silent node must not count as serving. */
    private static void unready(Pod pod, Instant now, List<Action> actions) {
        if (!pod.ready()) {
            return;
        }
        List<Fields> conditions = Conditions.with(
                pod.item().items("status", "conditions"), "Ready", "False", "NodeNotReady", "Node is not ready", now);
        actions.add(new Action.UpdateStatus(pod.item().draft().with(conditions, "status", "conditions")));
        actions.add(new Action.Event(pod.item(), "Warning", "NodeNotReady", "Node is not ready"));
    }

    private static Optional<Action> taints(Node node, List<Fields> conditions) {
        String ready = ready(conditions);
        Map<String, Boolean> wanted = new LinkedHashMap<>();
        wanted.put("node.kubernetes.io/not-ready", ready.equals("False"));
        wanted.put("node.kubernetes.io/unreachable", ready.equals(UNKNOWN));
        wanted.put("node.kubernetes.io/unschedulable", node.unschedulable());
        for (String pressure : List.of("memory", "disk", "pid")) {
            String type =
                    (pressure.equals("pid") ? "PID" : Character.toUpperCase(pressure.charAt(0)) + pressure.substring(1))
                            + "Pressure";
            wanted.put(
                    "node.kubernetes.io/" + pressure + "-pressure",
                    Conditions.isTrue(node.item().fields(), type));
        }
        wanted.put(
                "node.kubernetes.io/network-unavailable",
                Conditions.isTrue(node.item().fields(), "NetworkUnavailable"));
        List<Object> taints = new ArrayList<>();
        node.item().items("spec", "taints").stream()
                .filter(taint -> !isMirrored(taint, wanted))
                .forEach(taints::add);
        wanted.forEach((key, there) -> {
            if (there) {
                taints.add(Map.of("effect", "NoSchedule", "key", key));
            }
        });
        Draft draft = taints.isEmpty()
                ? node.item().draft().without("spec", "taints")
                : node.item().draft().with(taints, "spec", "taints");
        return draft.equals(node.item().draft()) ? Optional.empty() : Optional.of(new Action.Replace(draft));
    }

    private static boolean isMirrored(Fields taint, Map<String, Boolean> wanted) {
        return wanted.containsKey(taint.text("key").orElse(""))
                && taint.text("effect").orElse("").equals("NoSchedule");
    }
}
