package dev.longshore.simulation.invariants;

import dev.longshore.objects.Fields;
import java.util.function.Consumer;

/** A pod that succeeded or failed stays so, and no count of restarts goes down: an old report never overwrites a newer one. */
final class EndedPodsStayEnded implements Invariant {
    @Override
    public String id() {
        return "S-AGENT-06";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        if (!(fact instanceof Fact.Committed committed)
                || !Changes.of("pods", committed)
                || committed.before().isEmpty()
                || committed.after().isEmpty()) {
            return;
        }
        Fields before = committed.before().get();
        Fields after = committed.after().get();
        if (Changes.finished(before) && !Changes.phase(before).equals(Changes.phase(after))) {
            broken.accept(committed.path() + " went from " + Changes.phase(before) + " to " + Changes.phase(after));
        }
        if (restarts(after) < restarts(before)) {
            broken.accept(committed.path() + " went from " + restarts(before) + " to " + restarts(after) + " restarts");
        }
    }

    private static long restarts(Fields pod) {
        return pod.items("status", "containerStatuses").stream()
                .mapToLong(status -> status.number("restartCount").orElse(0))
                .sum();
    }
}
