package dev.longshore.agent.pods.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.agent.pods.plan.PodPhase;
import dev.longshore.agent.pods.plan.QosClass;
import dev.longshore.agent.pods.plan.Role;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The whole {@code status} that this agent owns of a pod, from what was seen. Source: v1 PodStatus. */
public record PodStatusPlan(Pod pod, Observed observed, String hostAddress, BackOff backOff, Instant now) {
    /** @param previous {@code {"status": …}} as it was last written, or as the pod bears it */
    public ObjectNode status(Fields previous) {
        PodPhase phase = PodPhase.of(pod, observed);
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("phase", phase.word());
        status.set("conditions", Draft.json(new PodConditionsPlan(pod, observed, phase, now).conditions(previous)));
        addresses(status, previous);
        status.put("startTime", previous.text("status", "startTime").orElse(Conditions.time(now)));
        status.put("qosClass", QosClass.of(pod).word());
        containers(status, "initContainerStatuses", initial(), previous);
        containers(status, "containerStatuses", PodContainer.of(pod, Role.APP), previous);
        return status;
    }

    /** What must be told at once; everything else may wait a moment. */
    public static String urgent(Fields status) {
        StringBuilder text = new StringBuilder(status.text("phase").orElse(""));
        for (String list : List.of("initContainerStatuses", "containerStatuses")) {
            for (Fields container : status.items(list)) {
                text.append('|').append(container.flag("ready"));
                text.append(container.number("restartCount").orElse(0));
            }
        }
        return text.toString();
    }

    private List<PodContainer> initial() {
        return PodContainer.of(pod).stream()
                .filter(container -> container.role() != Role.APP)
                .toList();
    }

    private void containers(ObjectNode status, String name, List<PodContainer> containers, Fields previous) {
        if (containers.isEmpty()) {
            return;
        }
        var plan = new ContainerStatusPlan(pod, observed, backOff, now);
        ArrayNode list = status.putArray(name);
        containers.forEach(container ->
                list.add(plan.status(container, restarts(previous.items("status", name), container))));
    }

    private static int restarts(List<Fields> told, PodContainer container) {
        return told.stream()
                .filter(one -> one.text("name").equals(Optional.of(container.name())))
                .mapToInt(one -> (int) one.number("restartCount").orElse(0))
                .findFirst()
                .orElse(0);
    }

    private void addresses(ObjectNode status, Fields previous) {
        status.put("hostIP", hostAddress);
        status.putArray("hostIPs").addObject().put("ip", hostAddress);
        podAddress().or(() -> previous.text("status", "podIP")).ifPresent(address -> {
            status.put("podIP", address);
            status.putArray("podIPs").addObject().put("ip", address);
        });
    }

    private Optional<String> podAddress() {
        return observed.readySandbox()
                .map(sandbox ->
                        pod.hostNetwork() ? hostAddress : sandbox.container().address())
                .filter(address -> !address.isEmpty());
    }
}
