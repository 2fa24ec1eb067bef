package dev.longshore.schemas.columns;

import dev.longshore.objects.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Columns of pods. */
final class PodCells {
    static final Map<String, BiFunction<Fields, Instant, Object>> ALL = Map.of(
            "pod-ready", (pod, now) -> new PodSummary(pod).ready(),
            "pod-status", (pod, now) -> new PodSummary(pod).status(),
            "pod-restarts", (pod, now) -> new PodSummary(pod).restarts(now),
            "pod-ip", (pod, now) -> ip(pod),
            "pod-node", (pod, now) -> Cells.text(pod, Cells.NONE, "spec", "nodeName"),
            "pod-nominated-node", (pod, now) -> Cells.text(pod, Cells.NONE, "status", "nominatedNodeName"),
            "pod-readiness-gates", (pod, now) -> readinessGates(pod));

    private PodCells() {}

    private static String ip(Fields pod) {
        List<Fields> addresses = pod.items("status", "podIPs");
        return addresses.isEmpty() ? Cells.NONE : Cells.text(addresses.getFirst(), Cells.NONE, "ip");
    }

    private static String readinessGates(Fields pod) {
        List<Fields> gates = pod.items("spec", "readinessGates");
        if (gates.isEmpty()) {
            return Cells.NONE;
        }
        long open = gates.stream()
                .map(gate -> gate.text("conditionType").orElse(""))
                .filter(type -> PodSummary.isTrue(pod, type))
                .count();
        return open + "/" + gates.size();
    }
}
