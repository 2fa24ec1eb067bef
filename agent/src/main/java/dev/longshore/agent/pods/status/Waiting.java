package dev.longshore.agent.pods.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.agent.pods.plan.Problem;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a container does not run yet. Source: v1 ContainerStateWaiting; the words are those of the kubelet. */
public record Waiting(String reason, String message) {
    public static final String IMAGE_PULL_FAILED = "ErrImagePull";

    /** How long a failed pull is shown as such, before it is shown as waiting for the next one. */
    public static final Duration FRESH_FAILURE = Duration.ofSeconds(2);

    /** Of a container whose next attempt is not started. */
    static Waiting unstarted(Pod pod, Observed observed, PodContainer wish, Instant now) {
        Problem problem = observed.problems().get(wish.name());
        if (problem == null) {
            return new Waiting(pod.initContainers().isEmpty() ? "ContainerCreating" : "PodInitializing", "");
        }
        boolean backingOff = problem.reason().equals(IMAGE_PULL_FAILED)
                && !now.isBefore(problem.since().plus(FRESH_FAILURE));
        return backingOff
                ? new Waiting(
                        "ImagePullBackOff", "Back-off pulling image \"" + wish.image() + "\": " + problem.message())
                : new Waiting(problem.reason(), problem.message());
    }

    /** Of a container that ended and will be restarted; empty when that is due. */
    static Optional<Waiting> restart(
            Pod pod, Observed observed, PodContainer wish, SeenContainer last, BackOff backOff, Instant now) {
        if (observed.problems().containsKey(wish.name())) {
            return Optional.of(unstarted(pod, observed, wish, now));
        }
        Duration delay = backOff.after(last);
        if (now.isBefore(last.endedAt().plus(delay))) {
            return Optional.of(new Waiting("CrashLoopBackOff", backingOff(pod, wish, delay)));
        }
        return last.failedToStart()
                ? Optional.of(new Waiting("RunContainerError", last.container().error()))
                : Optional.empty();
    }

    /** {@code {"waiting": …}}. */
    ObjectNode toJson() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        ObjectNode waiting = state.putObject("waiting").put("reason", reason);
        if (!message.isEmpty()) {
            waiting.put("message", message);
        }
        return state;
    }

    private static String backingOff(Pod pod, PodContainer wish, Duration delay) {
        return "back-off %s restarting failed container=%s pod=%s_%s(%s)"
                .formatted(
                        brief(delay),
                        wish.name(),
                        pod.item().name(),
                        pod.item().namespace(),
                        pod.item().uid());
    }

    /** {@code 10s}, {@code 1m20s}, {@code 5m0s}. */
    private static String brief(Duration delay) {
        return delay.toMinutes() == 0 ? delay.toSeconds() + "s" : delay.toMinutes() + "m" + delay.toSecondsPart() + "s";
    }
}
