package dev.longshore.agent.pods.specs;

import dev.longshore.agent.containers.ContainerSpec.Resources;
import dev.longshore.agent.pods.plan.QosClass;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Quantity;
import dev.longshore.objects.core.Pod;
import java.util.Optional;

/** Requests and limits as the kernel takes them. Source: kubelet, container runtime resources and OOM score policy. */
public final class ContainerResources {
    private static final long SHARES_LEAST = 2;
    private static final long SHARES_MOST = 262_144;
    private static final long SHARES_PER_CPU = 1024;
    private static final long QUOTA_LEAST = 1000;
    private static final long QUOTA_PER_MILLI = 100;
    private static final int OOM_SANDBOX = -998;
    private static final int OOM_GUARANTEED = -997;
    private static final int OOM_BEST_EFFORT = 1000;
    private static final int OOM_BURSTABLE_LEAST = 3;
    private static final int OOM_BURSTABLE_MOST = 999;

    private ContainerResources() {}

    public static Resources sandbox() {
        return new Resources(SHARES_LEAST, 0, 0, Optional.of(OOM_SANDBOX), "");
    }

    static Resources of(Pod pod, Fields container, NodeFacts node) {
        long cpu = request(container, "cpu").map(Quantity::milli).orElse(0L);
        long shares = Math.clamp(cpu * SHARES_PER_CPU / 1000, SHARES_LEAST, SHARES_MOST);
        long quota = limit(container, "cpu")
                .map(limit -> Math.max(QUOTA_LEAST, limit.milli() * QUOTA_PER_MILLI))
                .orElse(0L);
        long memory = limit(container, "memory").map(Quantity::whole).orElse(0L);
        return new Resources(shares, quota, memory, Optional.of(oomScore(pod, container, node)), "");
    }

    private static int oomScore(Pod pod, Fields container, NodeFacts node) {
        boolean critical =
                pod.item().text("spec", "priorityClassName").orElse("").equals("system-node-critical");
        return switch (QosClass.of(pod)) {
            case GUARANTEED -> OOM_GUARANTEED;
            case BEST_EFFORT -> critical ? OOM_GUARANTEED : OOM_BEST_EFFORT;
            case BURSTABLE -> critical ? OOM_GUARANTEED : burstable(container, node);
        };
    }

    /** The more memory it asked for, the less likely it goes. */
    private static int burstable(Fields container, NodeFacts node) {
        long asked = request(container, "memory").map(Quantity::whole).orElse(0L);
        long share = node.memoryBytes() <= 0 ? 0 : Math.round(1000.0 * asked / node.memoryBytes());
        return Math.clamp(1000 - share, OOM_BURSTABLE_LEAST, OOM_BURSTABLE_MOST);
    }

    private static Optional<Quantity> request(Fields container, String resource) {
        return Quantity.at(container, "resources", "requests", resource).or(() -> limit(container, resource));
    }

    private static Optional<Quantity> limit(Fields container, String resource) {
        return Quantity.at(container, "resources", "limits", resource);
    }
}
