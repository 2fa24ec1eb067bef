package dev.longshore.simulation.invariants;

import java.util.Optional;
import java.util.function.Consumer;

/** A pod's node is written once. */
final class BoundOnce implements Invariant {
    @Override
    public String id() {
        return "S-SCHED-01";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        if (!(fact instanceof Fact.Committed committed) || !Changes.of("pods", committed)) {
            return;
        }
        Optional<String> before = committed.before().flatMap(Changes::node);
        if (before.isPresent()
                && committed.after().isPresent()
                && !before.equals(committed.after().flatMap(Changes::node))) {
            broken.accept(committed.path() + " moved from " + before.get() + " to "
                    + committed.after().flatMap(Changes::node).orElse("nowhere"));
        }
    }
}
