package dev.longshore.agent.pods;

import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.PodPlan;
import dev.longshore.agent.pods.status.Waiting;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.util.List;

/** Brings the containers of a pod that is there to what it wishes, and tells its status. */
record LivingPod(Workshop shop, PodSteps steps, StatusWriter status) {
    void run(PodCase work, Wakes wakes) {
        Pod pod = work.required();
        shop.folder().load(work.uid(), work.memory());
        work.memory().remember(pod);
        keep(pod, work.memory());
        if (pod.active()) {
            steps.volumes().renew(work);
        }
        for (int round = 0; round < PodSteps.ROUNDS_MAX; round++) {
            Observed observed = work.memory().observe(shop.seen().of(work.uid()));
            List<PodAction> plan = PodPlan.plan(
                    work.required(), observed, shop.backOff(), shop.time().now());
            tell(work, observed, plan, wakes);
            if (!steps.perform(work, plan)) {
                wakes.at(plan);
                return;
            }
        }
        wakes.unsettled();
    }

    /** What cannot be kept is missing only when an agent starts while the cluster is away: no reason to leave a pod alone. */
    private void keep(Pod pod, PodMemory memory) {
        try {
            shop.folder().save(pod, memory);
        } catch (HostFault refused) {
            troubled(pod, refused);
        }
    }

    /** The node, not the pod, is at fault. */
    void troubled(Pod pod, HostFault refused) {
        shop.events().warning(pod, "FailedSync", "error on this node: " + refused.getMessage());
    }

    /** Status is written when nothing more can be done now; that of a pod being deleted before its containers go. */
    private void tell(PodCase work, Observed observed, List<PodAction> plan, Wakes wakes) {
        Pod pod = work.required();
        boolean leaving = pod.item().terminating() || pod.finished();
        boolean removing = plan.stream().anyMatch(PodAction.Remove.class::isInstance);
        boolean waiting = plan.stream().noneMatch(LivingPod::changes);
        if (leaving ? !observed.containers().isEmpty() && (removing || waiting) : waiting) {
            status.write(work, observed).ifPresent(wakes::in);
            observed.problems().values().stream()
                    .filter(problem -> problem.reason().equals(Waiting.IMAGE_PULL_FAILED))
                    .map(problem ->
                            Duration.between(shop.time().now(), problem.since().plus(Waiting.FRESH_FAILURE)))
                    .filter(Duration::isPositive)
                    .forEach(wakes::in);
        }
    }

    private static boolean changes(PodAction action) {
        return !(action instanceof PodAction.Wait
                || action instanceof PodAction.EnsureImage
                || action instanceof PodAction.Stop);
    }
}
