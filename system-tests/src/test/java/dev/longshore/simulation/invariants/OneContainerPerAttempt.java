package dev.longshore.simulation.invariants;

import dev.longshore.agent.containers.Container;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * For each pod uid, container and attempt at most one container exists, and once one of them has run there is never another. One that
 * never ran may be replaced: its sandbox died before it.
 */
final class OneContainerPerAttempt implements Invariant {
    private final Map<String, String> living = new HashMap<>();
    private final Set<String> ran = new HashSet<>();

    @Override
    public String id() {
        return "S-AGENT-01";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        if (!(fact instanceof Fact.ContainerChanged changed)) {
            return;
        }
        changed.before()
                .filter(old -> changed.after().isEmpty())
                .ifPresent(gone -> living.remove(attempt(gone), gone.id()));
        changed.after().ifPresent(there -> {
            if (changed.before().isEmpty() && (living.containsKey(attempt(there)) || ran.contains(attempt(there)))) {
                broken.accept(changed.node() + " has made " + attempt(there) + " twice");
            }
            living.put(attempt(there), there.id());
            if (there.state() == Container.State.RUNNING) {
                ran.add(attempt(there));
            }
        });
    }

    private static String attempt(Container container) {
        return Owners.uid(container) + " " + Owners.container(container) + " attempt " + Owners.attempt(container);
    }
}
