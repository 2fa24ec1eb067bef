package dev.longshore.agent.pods;

import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.agent.pods.specs.Downward;
import dev.longshore.agent.pods.specs.EnvPlan;
import dev.longshore.cluster.Unavailable;
import dev.longshore.objects.core.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The env of a container about to be made: from the cluster's objects, or, while the cluster is away, what the attempt before had.
 */
record Environment(Workshop shop, PodCase work) {
    /** @throws Unavailable when the cluster is away and there was no attempt before */
    Map<String, String> of(PodContainer wish) {
        try {
            EnvPlan plan = plan(wish);
            if (!plan.skipped().isEmpty()) {
                shop.events()
                        .warning(
                                work.required(),
                                "InvalidEnvironmentVariableNames",
                                "Keys %s were skipped since they are no names of variables".formatted(plan.skipped()));
            }
            return plan.env();
        } catch (Unavailable away) {
            return predecessor(wish).map(Environment::parsed).orElseThrow(() -> away);
        }
    }

    /** What the wish refers to and is not there; empty when the cluster is away and an attempt before knows the values. */
    Optional<String> missing(PodContainer wish) {
        try {
            return plan(wish).missing();
        } catch (Unavailable away) {
            if (predecessor(wish).isPresent()) {
                return Optional.empty();
            }
            throw away;
        }
    }

    private EnvPlan plan(PodContainer wish) {
        Pod pod = work.required();
        Observed observed = work.memory().observe(shop.seen().of(work.uid()));
        String address = pod.hostNetwork()
                ? shop.node().address()
                : observed.readySandbox()
                        .map(sandbox -> sandbox.container().address())
                        .orElse("");
        var downward =
                new Downward(pod, address, shop.node().address(), shop.node().allocatable());
        return new EnvPlan(wish, shop.configs().read(pod), downward);
    }

    private Optional<List<String>> predecessor(PodContainer wish) {
        return work.memory()
                .observe(shop.seen().of(work.uid()))
                .newest(wish.name())
                .flatMap(last -> shop.engine().environment(last.id()));
    }

    private static Map<String, String> parsed(List<String> env) {
        Map<String, String> values = new LinkedHashMap<>();
        env.forEach(one -> {
            int end = one.indexOf('=');
            if (end > 0) {
                values.put(one.substring(0, end), one.substring(end + 1));
            }
        });
        return values;
    }
}
