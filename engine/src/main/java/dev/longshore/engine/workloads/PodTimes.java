package dev.longshore.engine.workloads;

import dev.longshore.objects.Conditions;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Since when a pod is ready, and when it counts as available. */
public final class PodTimes {
    private PodTimes() {}

    /** When the Ready condition became True; empty when it is not. */
    public static Optional<Instant> readySince(Pod pod) {
        if (!pod.ready()) {
            return Optional.empty();
        }
        return Conditions.find(pod.item().fields(), "Ready")
                .flatMap(condition -> condition.text("lastTransitionTime"))
                .map(Instant::parse);
    }

    /** Ready for at least {@code minReadySeconds}, inclusive. Source: Kubernetes podutil.IsPodAvailable. */
    public static boolean available(Pod pod, long minReadySeconds, Instant now) {
        if (!pod.ready()) {
            return false;
        }
        return minReadySeconds == 0
                || readySince(pod)
                        .map(since -> !since.plusSeconds(minReadySeconds).isAfter(now))
                        .orElse(false);
    }

    /** How long until a ready pod becomes available; empty when it is, or is not ready. */
    public static Optional<Duration> untilAvailable(Pod pod, long minReadySeconds, Instant now) {
        return readySince(pod)
                .map(since -> Duration.between(now, since.plusSeconds(minReadySeconds)))
                .filter(wait -> wait.isPositive());
    }
}
