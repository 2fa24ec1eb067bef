package dev.longshore.simulation.invariants;

import dev.longshore.agent.containers.Container;
import dev.longshore.objects.Fields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** When a pod goes, nothing of it runs any more: whoever confirms a deletion has looked. */
final class PodsOutliveTheirContainers implements Invariant {
    private final Map<String, Set<String>> running = new HashMap<>();

    @Override
    public String id() {
        return "S-AGENT-12";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        switch (fact) {
            case Fact.Committed committed -> {
                if (Changes.of("pods", committed) && committed.after().isEmpty()) {
                    committed.before().ifPresent(pod -> gone(committed.path(), pod, broken));
                }
            }
            case Fact.ContainerChanged changed -> {
                changed.before().ifPresent(old -> of(Owners.uid(old)).remove(old.name()));
                changed.after()
                        .filter(there -> there.state() == Container.State.RUNNING)
                        .ifPresent(there -> of(Owners.uid(there)).add(there.name()));
            }
            case Fact.Acknowledged _, Fact.Opened _, Fact.Pushed _ -> {}
        }
    }

    private void gone(String path, Fields pod, Consumer<String> broken) {
        if (!of(Changes.uid(pod)).isEmpty()) {
            broken.accept(path + " went while these ran: " + of(Changes.uid(pod)));
        }
    }

    private Set<String> of(String uid) {
        return running.computeIfAbsent(uid, key -> new HashSet<>());
    }
}
