package dev.longshore.agent.pods.plan;

import dev.longshore.agent.pods.plan.PodAction.MarkInitialized;
import dev.longshore.objects.core.Pod;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides about init containers: one after the other, each to success in the present sandbox. That all have succeeded is remembered beside
 * the pod's files, so that removing finished containers by hand never runs one beside a living app. A sidecar counts as done while it
 * runs, and is kept running afterwards.
 */
public final class InitPlan {
    private InitPlan() {}

    /** Actions for the first that is not done; for sidecars also later. */
    static List<PodAction> plan(Pod pod, Observed observed, ContainerPlan containers) {
        boolean complete = complete(pod, observed);
        List<PodAction> actions = new ArrayList<>();
        for (PodContainer container : PodContainer.of(pod)) {
            if (container.role() == Role.SIDECAR) {
                actions.addAll(containers.plan(container));
            } else if (container.role() == Role.INIT && !complete && !done(container, observed)) {
                actions.addAll(containers.plan(container));
            }
            if (container.role() != Role.APP && !complete && !done(container, observed)) {
                return actions;
            }
        }
        if (!complete) {
            observed.readySandbox().ifPresent(sandbox -> actions.add(new MarkInitialized(sandbox.id())));
        }
        return actions;
    }

    /** Whether app containers may be started in the present sandbox. */
    public static boolean complete(Pod pod, Observed observed) {
        if (pod.initContainers().isEmpty()) {
            return true;
        }
        return observed.readySandbox()
                .map(SeenContainer::id)
                .filter(sandbox -> sandbox.equals(observed.initializedIn()) || appIn(sandbox, observed))
                .isPresent();
    }

    /** Whether an init container has succeeded, or a sidecar runs, in the present sandbox. */
    public static boolean done(PodContainer container, Observed observed) {
        String sandbox = observed.sandbox().map(SeenContainer::id).orElse("");
        return observed.newest(container.name())
                .filter(newest -> newest.sandboxId().equals(sandbox))
                .filter(newest -> container.role() == Role.SIDECAR ? newest.running() : newest.succeeded())
                .isPresent();
    }

    /** An app container was made in it: its init containers had succeeded, also when the pod's folder was lost. */
    private static boolean appIn(String sandbox, Observed observed) {
        return observed.containers().stream()
                .anyMatch(container ->
                        container.role() == Role.APP && container.sandboxId().equals(sandbox));
    }
}
