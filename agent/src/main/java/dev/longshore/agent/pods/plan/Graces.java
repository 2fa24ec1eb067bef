package dev.longshore.agent.pods.plan;

import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How long containers of a pod that is being deleted may still take. */
final class Graces {
    /** A container always gets this much between SIGTERM and SIGKILL, unless the deletion is forced. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    private Graces() {}

    /** At most the grace of the deletion: clocks of engine and node may differ. Zero when the deletion is forced. */
    static Duration left(Pod pod, Instant now) {
        Duration whole = Duration.ofSeconds(pod.item()
                .number("metadata", "deletionGracePeriodSeconds")
                .orElse(pod.grace().toSeconds()));
        if (whole.isZero()) {
            return whole;
        }
        Duration left = Duration.between(now, deadline(pod, now.plus(whole)));
        Duration bounded = left.compareTo(whole) > 0 ? whole : left;
        return bounded.compareTo(LEAST) < 0 ? LEAST : bounded;
    }

    private static Instant deadline(Pod pod, Instant otherwise) {
        try {
            return pod.item()
                    .text("metadata", "deletionTimestamp")
                    .map(Instant::parse)
                    .orElse(otherwise);
        } catch (DateTimeParseException unreadable) {
            return otherwise;
        }
    }
}
