package dev.longshore.agent.pods;

import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.agent.pods.plan.TeardownPlan;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.RefusedException;
import dev.longshore.objects.Item;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes down what belongs to no pod any more, once that is certain. */
record Remains(Workshop shop, PodSteps steps, BoundPods bound, Cluster cluster) {
    private static final int FORBIDDEN = 403;

    /** @return whether nothing of it is left */
    boolean clear(PodCase work, Wakes wakes) {
        if (!bound.confirmed()) {
            return false; // completing the watch wakes every pod
        }
        if (stillThere(work)) {
            wakes.unsettled();
            return false;
        }
        shop.folder().markGone(work.uid());
        for (int round = 0; round < PodSteps.ROUNDS_MAX; round++) {
            Observed observed = work.memory().observe(shop.seen().of(work.uid()));
            Duration grace = work.memory().forced ? Duration.ZERO : grace(observed);
            List<PodAction> plan = TeardownPlan.remove(
                    observed, grace, Optional.empty(), shop.time().now());
            boolean again = steps.perform(work, plan);
            if (observed.containers().isEmpty()) {
                return true;
            }
            if (!again) {
                wakes.at(plan);
                return false;
            }
        }
        wakes.unsettled();
        return false;
    }

    /** That of the pod, as its containers bear it. */
    private static Duration grace(Observed observed) {
        return observed.containers().stream()
                .map(SeenContainer::grace)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Asks once more, directly: what is taken down does not come back. */
    private boolean stillThere(PodCase work) {
        try {
            return cluster.get(work.key())
                    .map(Item::uid)
                    .filter(work.uid()::equals)
                    .isPresent();
        } catch (RefusedException refused) {
            if (refused.status().code() == FORBIDDEN) {
                return false; // the name belongs to another node's pod now
            }
            throw refused;
        }
    }
}
