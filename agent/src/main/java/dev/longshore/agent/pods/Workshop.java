package dev.longshore.agent.pods;

import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.network.PodNetwork;
import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.ContainerNames;
import dev.longshore.agent.pods.specs.NodeFacts;
import dev.longshore.cluster.KeyedQueue;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.util.Optional;

/**
 * What every step needs at hand.
 *
 * @param starts bounds creates and starts: more at a time only makes every pod late
 */
record Workshop(
        ContainerEngine engine,
        SeenContainers seen,
        PodFolder folder,
        PodNetwork network,
        NodeFacts node,
        Configs configs,
        PodEvents events,
        KeyedQueue<ObjectKey> queue,
        Permits starts,
        BackOff backOff,
        Time time,
        Tasks tasks) {
    /**
     * Before an attempt is made because the one before it is not seen any more: asks for that one by name. What was seen may be older than
     * a create whose answer was lost.
     */
    boolean foundAfterAll(Pod pod, String container, int attempt) {
        boolean seen = attempt < 0
                || seen().of(pod.item().uid()).stream()
                        .anyMatch(one -> one.name().equals(container) && one.attempt() == attempt);
        if (seen) {
            return false;
        }
        Optional<Container> found = engine.inspect(ContainerNames.of(pod.item(), container, attempt));
        found.ifPresent(one -> seen().refresh(one.id()));
        return found.isPresent();
    }
}
