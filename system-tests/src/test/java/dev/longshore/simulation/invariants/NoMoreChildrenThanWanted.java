package dev.longshore.simulation.invariants;

import dev.longshore.objects.Fields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A ReplicaSet never has more active pods than the most it was ever asked for: a repeated create meets the child that is there.
 * The most, not the present number: a create may race with a scale down.
 */
final class NoMoreChildrenThanWanted implements Invariant {
    private final Map<String, Long> most = new HashMap<>();
    private final Map<String, Set<String>> active = new HashMap<>();

    @Override
    public String id() {
        return "S-CTRL-02";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        if (!(fact instanceof Fact.Committed committed)) {
            return;
        }
        if (Changes.of("replicasets", committed)) {
            committed
                    .after()
                    .ifPresent(set -> most.merge(
                            Changes.uid(set), set.number("spec", "replicas").orElse(1), Math::max));
        } else if (Changes.of("pods", committed)) {
            committed.before().flatMap(Changes::replicaSet).ifPresent(set -> of(set).remove(committed.path()));
            committed
                    .after()
                    .filter(NoMoreChildrenThanWanted::isActive)
                    .ifPresent(pod -> count(committed, pod, broken));
        }
    }

    private void count(Fact.Committed committed, Fields pod, Consumer<String> broken) {
        Optional<String> set = Changes.replicaSet(pod);
        if (set.isEmpty()) {
            return;
        }
        of(set.get()).add(committed.path());
        if (of(set.get()).size() > most.getOrDefault(set.get(), 0L)) {
            broken.accept("ReplicaSet " + set.get() + " has " + of(set.get()).size()
                    + " active pods and never wanted more than " + most.getOrDefault(set.get(), 0L));
        }
    }

    private Set<String> of(String set) {
        return active.computeIfAbsent(set, uid -> new HashSet<>());
    }

    private static boolean isActive(Fields pod) {
        return !Changes.finished(pod) && !Changes.terminating(pod);
    }
}
