package dev.longshore.engine.scheduling;

import dev.longshore.objects.Selector;
import dev.longshore.objects.core.Pod;

/**
 * What one pod needs of a node, read once and compared with all of them.
 *
 * @param requested decides whether it fits
 * @param assumed decides which node is better
 * @param nodes its nodeSelector
 */
record Need(Pod pod, Resources requested, Resources assumed, Selector nodes) {
    static Need of(Pod pod) {
        return new Need(
                pod,
                Resources.requested(pod),
                Resources.assumed(pod),
                Selector.of(pod.item().strings("spec", "nodeSelector")));
    }
}
