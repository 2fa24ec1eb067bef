package dev.longshore.simulation.invariants;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Whoever was told of a write was told the truth: the store has that write, or a later one of the same key. */
final class AcknowledgedWritesStay implements Invariant {
    private final Map<String, Long> written = new HashMap<>();

    @Override
    public String id() {
        return "S-STORE-01";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        switch (fact) {
            case Fact.Committed committed -> written.put(committed.path(), committed.revision());
            case Fact.Acknowledged(var who, var path, long revision) -> {
                if (written.getOrDefault(path, 0L) < revision) {
                    broken.accept(who + " was told that " + path + " is at " + revision + ", the store has "
                            + written.getOrDefault(path, 0L));
                }
            }
            case Fact.Opened _, Fact.ContainerChanged _, Fact.Pushed _ -> {}
        }
    }
}
