package dev.longshore.agent.pods.plan;

import dev.longshore.agent.pods.plan.PodAction.Create;
import dev.longshore.agent.pods.plan.PodAction.EnsureImage;
import dev.longshore.agent.pods.plan.PodAction.Remove;
import dev.longshore.agent.pods.plan.PodAction.Start;
import dev.longshore.agent.pods.plan.PodAction.Wait;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides about one container of a pod whose sandbox is ready.
 *
 * <table><caption>Newest attempt → next</caption>
 * <tr><th>seen</th><th>next</th></tr>
 * <tr><td>none, none ever known</td><td>attempt 0</td></tr>
 * <tr><td>none, but attempt n was known</td><td>n + 1, if the policy restarts failures</td></tr>
 * <tr><td>created, of this sandbox and wish</td><td>start</td></tr>
 * <tr><td>created, of another sandbox or wish</td><td>remove, then the same attempt anew</td></tr>
 * <tr><td>created with an error: could not start</td><td>as if it had ended with the shown code</td></tr>
 * <tr><td>running, of this sandbox and wish</td><td>nothing: adopted</td></tr>
 * <tr><td>running, of another</td><td>stop</td></tr>
 * <tr><td>exited</td><td>attempt n + 1 after the back-off, if the policy says so</td></tr>
 * <tr><td>removing, dead</td><td>remove until it is gone</td></tr>
 * </table>
 */
record ContainerPlan(Pod pod, Observed observed, SeenContainer sandbox, BackOff backOff, Instant now) {
    List<PodAction> plan(PodContainer wish) {
        Optional<SeenContainer> newest = observed.newest(wish.name());
        if (newest.isPresent()) {
            return next(wish, newest.get());
        }
        int attempt = observed.lastAttempt(wish.name()) + 1;
        return Restarts.endedForGood(wish, observed) ? List.of() : create(wish, attempt, attempt);
    }

    private List<PodAction> next(PodContainer wish, SeenContainer last) {
        return switch (last.state()) {
            case REMOVING, DEAD -> List.of(new Remove(last.id()));
            case RUNNING, PAUSED, RESTARTING -> adopt(wish, last);
            case CREATED -> last.failedToStart() ? restart(wish, last) : start(wish, last);
            case EXITED -> restart(wish, last);
        };
    }

    private List<PodAction> adopt(PodContainer wish, SeenContainer last) {
        if (fits(wish, last)) {
            return List.of();
        }
        String why = last.specHash().equals(wish.hash()) ? "its sandbox was replaced" : "its definition changed";
        return TeardownPlan.stop(observed, List.of(last), pod.grace(), why, now);
    }

    private List<PodAction> start(PodContainer wish, SeenContainer last) {
        return List.of(fits(wish, last) ? new Start(last.id(), wish.name()) : new Remove(last.id()));
    }

    private List<PodAction> restart(PodContainer wish, SeenContainer last) {
        if (wish.role() == Role.INIT && last.succeeded()) {
            return create(wish, last.attempt() + 1, 0);
        }
        if (Restarts.endedForGood(wish, observed)) {
            return List.of();
        }
        Instant due = last.endedAt().plus(backOff.after(last));
        return now.isBefore(due)
                ? List.of(new Wait(Duration.between(now, due)))
                : create(wish, last.attempt() + 1, backOff.stepAfter(last));
    }

    private List<PodAction> create(PodContainer wish, int attempt, int step) {
        Optional<Problem> problem = observed.pending(wish.name(), now);
        if (problem.isPresent()) {
            return List.of(new Wait(Duration.between(now, problem.get().retryAt())));
        }
        ImageState image = observed.images().get(wish.name());
        if (image == null || image.attempt() != attempt) {
            return List.of(new EnsureImage(wish.name(), attempt));
        }
        return switch (image) {
            case ImageState.Pulling pulling -> List.of();
            case ImageState.Ready ready -> List.of(new Create(wish.name(), attempt, step, sandbox.id(), ready));
        };
    }

    private boolean fits(PodContainer wish, SeenContainer seen) {
        return seen.sandboxId().equals(sandbox.id()) && seen.specHash().equals(wish.hash());
    }
}
