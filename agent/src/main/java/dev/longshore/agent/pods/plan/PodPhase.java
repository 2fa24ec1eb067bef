package dev.longshore.agent.pods.plan;

import dev.longshore.objects.core.Pod;
import java.util.List;

/**
 * Coarse word for a pod. Source: v1 PodPhase.
 *
 * <p>Pending until every app container has been started once; Running while one runs or is restarted; Succeeded when all ended with 0 and
 * none is restarted; Failed when all ended and one did not. Succeeded and Failed are final, whatever is seen later.
 */
public enum PodPhase {
    PENDING("Pending"),
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed");

    private final String word;

    PodPhase(String word) {
        this.word = word;
    }

    /** As written in status. */
    public String word() {
        return word;
    }

    public boolean ended() {
        return this == SUCCEEDED || this == FAILED;
    }

    public static PodPhase of(Pod pod, Observed observed) {
        if (pod.finished()) {
            return pod.phase().equals("Succeeded") ? SUCCEEDED : FAILED;
        }
        if (initFailed(pod, observed)) {
            return FAILED;
        }
        List<PodContainer> apps = PodContainer.of(pod, Role.APP);
        if (apps.stream()
                .anyMatch(app -> observed.newest(app.name())
                        .filter(SeenContainer::running)
                        .isPresent())) {
            return started(apps, observed) ? RUNNING : PENDING;
        }
        if (apps.stream().allMatch(app -> over(app, pod, observed))) {
            return apps.stream()
                            .allMatch(app -> observed.newest(app.name())
                                    .filter(SeenContainer::succeeded)
                                    .isPresent())
                    ? SUCCEEDED
                    : FAILED;
        }
        return started(apps, observed) ? RUNNING : PENDING;
    }

    /** An init container failed and is not tried again. One that somebody removed after all had succeeded did not fail. */
    private static boolean initFailed(Pod pod, Observed observed) {
        return PodContainer.of(pod, Role.INIT).stream()
                .filter(init -> Restarts.endedForGood(init, observed))
                .anyMatch(init -> observed.newest(init.name())
                        .map(last -> !last.succeeded())
                        .orElse(observed.initializedIn().isEmpty()));
    }

    /** Whether each app container has been started at least once. */
    private static boolean started(List<PodContainer> apps, Observed observed) {
        return apps.stream()
                .allMatch(app -> observed.lastAttempt(app.name()) > 0
                        || observed.newest(app.name())
                                .filter(seen -> !seen.waiting())
                                .isPresent()
                        || observed.vanished(app.name()));
    }

    /** Whether a container will not run again; in a pod that is being deleted none that ended will. */
    private static boolean over(PodContainer app, Pod pod, Observed observed) {
        boolean ended = observed.newest(app.name()).filter(SeenContainer::ended).isPresent();
        return Restarts.endedForGood(app, observed) || (ended && pod.item().terminating());
    }
}
