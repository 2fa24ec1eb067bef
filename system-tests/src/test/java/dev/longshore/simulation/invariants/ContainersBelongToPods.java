package dev.longshore.simulation.invariants;

import dev.longshore.agent.containers.Container;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A container begins to run only on the node that its pod was bound to, and no two of one pod's container run at once. */
final class ContainersBelongToPods implements Invariant {
    private final Map<String, String> nodes = new HashMap<>();
    private final Map<String, String> running = new HashMap<>();

    @Override
    public String id() {
        return "S-AGENT-03";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        switch (fact) {
            case Fact.Committed committed -> {
                if (Changes.of("pods", committed)) {
                    committed
                            .after()
                            .ifPresent(pod -> Changes.node(pod).ifPresent(node -> nodes.put(Changes.uid(pod), node)));
                }
            }
            case Fact.ContainerChanged changed -> container(changed, broken);
            case Fact.Acknowledged _, Fact.Opened _, Fact.Pushed _ -> {}
        }
    }

    private void container(Fact.ContainerChanged changed, Consumer<String> broken) {
        Optional<Container> now = changed.after().filter(there -> there.state() == Container.State.RUNNING);
        if (now.isEmpty()) {
            changed.before().ifPresent(gone -> running.remove(slot(gone), gone.id()));
            return;
        }
        String uid = Owners.uid(now.get());
        if (!changed.node().equals(nodes.get(uid))) {
            broken.accept(changed.node() + " runs " + now.get().name() + " of a pod that is bound to "
                    + nodes.getOrDefault(uid, "no node"));
        }
        String other = running.put(slot(now.get()), now.get().id());
        if (other != null && !other.equals(now.get().id())) {
            broken.accept(changed.node() + " runs " + slot(now.get()) + " twice");
        }
    }

    private static String slot(Container container) {
        return Owners.uid(container) + " " + Owners.container(container);
    }
}
