package dev.longshore.agent.pods.plan;

import dev.longshore.agent.pods.plan.PodAction.CompleteNetwork;
import dev.longshore.agent.pods.plan.PodAction.CreateSandbox;
import dev.longshore.agent.pods.plan.PodAction.Remove;
import dev.longshore.agent.pods.plan.PodAction.Start;
import dev.longshore.agent.pods.plan.PodAction.Wait;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides about the sandbox. A sandbox that ended, with whatever code, is dead: what joined it runs on without a network, so all of it is
 * stopped before the next attempt of the sandbox is made. Empty when the sandbox runs and its network is complete.
 */
final class SandboxPlan {
    private SandboxPlan() {}

    static List<PodAction> plan(Pod pod, Observed observed, Instant now) {
        if (observed.sandbox().isEmpty()) {
            return replace(pod, observed, now);
        }
        SeenContainer sandbox = observed.sandbox().get();
        if (sandbox.running()) {
            return observed.readySandbox().isPresent()
                    ? List.of()
                    : List.of(new CompleteNetwork(
                            sandbox.id(), sandbox.container().pid()));
        }
        if (sandbox.waiting()) {
            return List.of(new Start(sandbox.id(), ContainerNames.SANDBOX));
        }
        return switch (sandbox.state()) {
            case REMOVING, DEAD -> List.of(new Remove(sandbox.id()));
            case CREATED, EXITED, RUNNING, PAUSED, RESTARTING -> replace(pod, observed, now);
        };
    }

    private static List<PodAction> replace(Pod pod, Observed observed, Instant now) {
        if (!observed.running().isEmpty()) {
            return TeardownPlan.stop(observed, observed.running(), pod.grace(), "its sandbox is gone", now);
        }
        PodAction next = observed.pending(Problem.SANDBOX, now)
                .<PodAction>map(problem -> new Wait(Duration.between(now, problem.retryAt())))
                .orElse(new CreateSandbox(observed.lastAttempt(ContainerNames.SANDBOX) + 1));
        return List.of(next);
    }
}
