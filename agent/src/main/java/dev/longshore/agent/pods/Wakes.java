package dev.longshore.agent.pods;

import dev.longshore.agent.pods.plan.PodAction;
import dev.longshore.cluster.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a pod is to be looked at again: the earliest of what was asked for. For one pass. */
final class Wakes {
    private static final Duration UNSETTLED = Duration.ofSeconds(1);

    private Optional<Duration> earliest = Optional.empty();

    void in(Duration delay) {
        if (earliest.filter(known -> known.compareTo(delay) <= 0).isEmpty()) {
            earliest = Optional.of(delay);
        }
    }

    /** The pass ends before all is done. */
    void unsettled() {
        in(UNSETTLED);
    }

    /** The waits of a plan. */
    void at(List<PodAction> plan) {
        plan.forEach(action -> {
            if (action instanceof PodAction.Wait(Duration delay)) {
                in(delay);
            }
        });
    }

    Outcome outcome() {
        return earliest.map(Outcome::again).orElseGet(Outcome::done);
    }
}
