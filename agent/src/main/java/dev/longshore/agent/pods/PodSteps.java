package dev.longshore.agent.pods;

import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.agent.pods.plan.PodAction.CompleteNetwork;
import dev.longshore.agent.pods.plan.PodAction.ConfirmDeletion;
import dev.longshore.agent.pods.plan.PodAction.Create;
import dev.longshore.agent.pods.plan.PodAction.CreateSandbox;
import dev.longshore.agent.pods.plan.PodAction.EnsureImage;
import dev.longshore.agent.pods.plan.PodAction.MarkInitialized;
import dev.longshore.agent.pods.plan.PodAction.Mount;
import dev.longshore.agent.pods.plan.PodAction.ReleaseNetwork;
import dev.longshore.agent.pods.plan.PodAction.Remove;
import dev.longshore.agent.pods.plan.PodAction.RemoveFiles;
import dev.longshore.agent.pods.plan.PodAction.Start;
import dev.longshore.agent.pods.plan.PodAction.Stop;
import dev.longshore.agent.pods.plan.PodAction.Unmount;
import dev.longshore.agent.pods.plan.PodAction.Wait;
import dev.longshore.agent.pods.plan.PodPlan;
import java.util.List;

/** Performs what {@link PodPlan} decided. */
record PodSteps(
        SandboxSteps sandbox,
        VolumeSteps volumes,
        ImagePulls images,
        ContainerSteps containers,
        TeardownSteps teardown) {
    /** Rounds in one pass; a pod that needs more is queued again behind the others. */
    static final int ROUNDS_MAX = 24;

    /** @return whether the world may have changed such that it is worth planning again at once */
    boolean perform(PodCase work, List<PodAction> actions) {
        boolean again = false;
        for (PodAction action : actions) {
            again |= perform(work, action);
        }
        return again;
    }

    private boolean perform(PodCase work, PodAction action) {
        return switch (action) {
            case Mount mount -> volumes.mount(work, mount);
            case CreateSandbox create -> sandbox.create(work, create);
            case CompleteNetwork complete -> sandbox.complete(work, complete);
            case MarkInitialized mark -> sandbox.markInitialized(work, mark);
            case EnsureImage ensure -> images.ensure(work, ensure);
            case Create create -> containers.create(work, create);
            case Start start -> containers.start(work, start);
            case Stop stop -> teardown.stop(work, stop);
            case Remove remove -> containers.remove(remove);
            case Unmount _ -> volumes.unmount(work);
            case ReleaseNetwork _ -> sandbox.release(work);
            case RemoveFiles _ -> teardown.removeFiles(work);
            case ConfirmDeletion _ -> teardown.confirm(work);
            case Wait _ -> false;
        };
    }
}
