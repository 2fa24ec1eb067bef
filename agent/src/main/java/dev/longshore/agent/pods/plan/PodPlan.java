package dev.longshore.agent.pods.plan;

import dev.longshore.agent.pods.plan.PodAction.Mount;
import dev.longshore.agent.pods.plan.PodAction.Wait;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what one pod needs next on this node: volumes, sandbox, network, init containers one by one, app containers. Equal arguments
 * give equal actions. Nothing to do is an empty list.
 *
 * <table><caption>Which plan decides</caption>
 * <tr><th>pod</th><th>plan</th></tr>
 * <tr><td>gone from the cluster, or being deleted</td><td>{@link TeardownPlan}: stop, remove, release</td></tr>
 * <tr><td>Succeeded or Failed</td><td>{@link TeardownPlan#rest}: what still runs stops; containers stay for their logs</td></tr>
 * <tr><td>else</td><td>volumes, then {@link SandboxPlan}, then {@link InitPlan}, then {@link ContainerPlan} for each app container</td></tr>
 * </table>
 *
 * <p>Safe at any crash: every action is found done or undone by looking at the engine and the pod's folder.
 */
public final class PodPlan {
    private PodPlan() {}

    /** @param observed everything of the pod's uid */
    public static List<PodAction> plan(Pod pod, Observed observed, BackOff backOff, Instant now) {
        if (pod.item().terminating()) {
            return TeardownPlan.remove(observed, Graces.left(pod, now), Optional.of(pod), now);
        }
        if (PodPhase.of(pod, observed).ended()) {
            return TeardownPlan.rest(observed, pod, now);
        }
        List<PodAction> volumes = volumes(pod, observed, now);
        return volumes.isEmpty() ? run(pod, observed, backOff, now) : volumes;
    }

    private static List<PodAction> run(Pod pod, Observed observed, BackOff backOff, Instant now) {
        List<PodAction> sandbox = SandboxPlan.plan(pod, observed, now);
        Optional<SeenContainer> ready = observed.readySandbox();
        if (!sandbox.isEmpty() || ready.isEmpty()) {
            return sandbox;
        }
        var containers = new ContainerPlan(pod, observed, ready.get(), backOff, now);
        List<PodAction> actions = new ArrayList<>(InitPlan.plan(pod, observed, containers));
        if (InitPlan.complete(pod, observed)) {
            PodContainer.of(pod, Role.APP).forEach(app -> actions.addAll(containers.plan(app)));
        }
        actions.addAll(History.surplus(observed));
        return actions;
    }

    private static List<PodAction> volumes(Pod pod, Observed observed, Instant now) {
        List<PodAction> actions = new ArrayList<>();
        for (Fields volume : pod.volumes()) {
            String name = volume.text("name").orElse("");
            if (!observed.volumes().contains(name)) {
                actions.add(observed.pending(Problem.ofVolume(name), now)
                        .<PodAction>map(problem -> new Wait(Duration.between(now, problem.retryAt())))
                        .orElse(new Mount(name)));
            }
        }
        return actions;
    }
}
