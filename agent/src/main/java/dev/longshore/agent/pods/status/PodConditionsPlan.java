package dev.longshore.agent.pods.status;

import dev.longshore.agent.pods.plan.InitPlan;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.agent.pods.plan.PodPhase;
import dev.longshore.agent.pods.plan.Role;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.List;

/** Conditions that the agent owns, in Kubernetes' order. PodScheduled belongs to the scheduler. Source: v1 PodConditionType. */
record PodConditionsPlan(Pod pod, Observed observed, PodPhase phase, Instant now) {
    private static final List<String> OWN =
            List.of("PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready");

    /** @param previous status as it was last written: times move only with changes */
    List<Fields> conditions(Fields previous) {
        List<Fields> conditions = OWN.stream()
                .flatMap(type -> Conditions.find(previous, type).stream())
                .toList();
        conditions = set(conditions, OWN.get(0), sandboxReady());
        conditions = set(conditions, OWN.get(1), initialized());
        Verdict containers = containersReady();
        conditions = set(conditions, OWN.get(2), containers);
        return set(conditions, OWN.get(3), containers.holds() ? gates() : containers);
    }

    private List<Fields> set(List<Fields> conditions, String type, Verdict verdict) {
        String status = verdict.holds() ? "True" : "False";
        return Conditions.with(conditions, type, status, verdict.reason(), verdict.message(), now);
    }

    private Verdict sandboxReady() {
        return new Verdict(observed.readySandbox().isPresent(), "", "");
    }

    private Verdict initialized() {
        if (phase == PodPhase.SUCCEEDED) {
            return new Verdict(true, "PodCompleted", "");
        }
        if (initializedOnce()) {
            return Verdict.HOLDS;
        }
        List<String> open = PodContainer.of(pod).stream()
                .filter(container -> container.role() != Role.APP && !InitPlan.done(container, observed))
                .map(PodContainer::name)
                .toList();
        return open.isEmpty()
                ? Verdict.HOLDS
                : new Verdict(false, "ContainersNotInitialized", "containers with incomplete status: " + list(open));
    }

    private boolean initializedOnce() {
        return InitPlan.complete(pod, observed)
                || (phase.ended() && !observed.initializedIn().isEmpty());
    }

    private Verdict containersReady() {
        if (phase.ended()) {
            return new Verdict(false, phase == PodPhase.SUCCEEDED ? "PodCompleted" : "PodFailed", "");
        }
        List<String> unready = PodContainer.of(pod).stream()
                .filter(container -> container.role() != Role.INIT)
                .filter(container -> !ContainerStatusPlan.ready(container, observed.newest(container.name())))
                .map(PodContainer::name)
                .toList();
        return unready.isEmpty()
                ? Verdict.HOLDS
                : new Verdict(false, "ContainersNotReady", "containers with unready status: " + list(unready));
    }

    /** Source: PodSpec.readinessGates. */
    private Verdict gates() {
        List<String> closed = pod.item().items("spec", "readinessGates").stream()
                .flatMap(gate -> gate.text("conditionType").stream())
                .filter(type -> !Conditions.isTrue(pod.item().fields(), type))
                .toList();
        return closed.isEmpty()
                ? Verdict.HOLDS
                : new Verdict(false, "ReadinessGatesNotReady", "readiness gates that are not True: " + list(closed));
    }

    private static String list(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }

    private record Verdict(boolean holds, String reason, String message) {
        static final Verdict HOLDS = new Verdict(true, "", "");
    }
}
