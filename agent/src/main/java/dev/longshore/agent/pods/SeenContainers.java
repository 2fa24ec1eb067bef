package dev.longshore.agent.pods;

import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.objects.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * All containers of this agent as last seen, so that a pass need not list them. Refreshed one by one after each event and each own call,
 * and as a whole after a list. A container never moves backwards: a late answer does not bring a dead one back.
 */
final class SeenContainers {
    private final ContainerEngine engine;
    private final Map<String, SeenContainer> byId = new ConcurrentSkipListMap<>();
    private volatile boolean listed;

    SeenContainers(ContainerEngine engine) {
        this.engine = engine;
    }

    /** Whether the engine was listed once. Before that, absence says nothing. */
    boolean listed() {
        return listed;
    }

    List<SeenContainer> of(String podUid) {
        return byId.values().stream()
                .filter(container -> container.podUid().equals(podUid))
                .toList();
    }

    /** Uids of the pods that have containers under this name. */
    Set<String> uids(ObjectKey pod) {
        return byId.values().stream()
                .filter(container -> container.podKey().equals(pod))
                .map(SeenContainer::podUid)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Pods that have containers. */
    Set<ObjectKey> pods() {
        return byId.values().stream().map(SeenContainer::podKey).collect(Collectors.toCollection(TreeSet::new));
    }

    List<SeenContainer> all() {
        return List.copyOf(byId.values());
    }

    /** Asks for one container. */
    void refresh(String id) {
        engine.inspect(id).ifPresentOrElse(this::keep, () -> byId.remove(id));
    }

    /** Asks for all. What the list does not show is asked for by id: lists lag. */
    void relist() {
        List<Container> containers = engine.list();
        Set<String> shown = containers.stream().map(Container::id).collect(Collectors.toCollection(TreeSet::new));
        containers.forEach(this::keep);
        byId.keySet().stream().filter(id -> !shown.contains(id)).forEach(this::refresh);
        listed = true;
    }

    private void keep(Container container) {
        var seen = new SeenContainer(container);
        SeenContainer before = byId.get(seen.id());
        if (!seen.podUid().isEmpty() && (before == null || stage(before) <= stage(seen))) {
            byId.put(seen.id(), seen);
        }
    }

    private static int stage(SeenContainer container) {
        return switch (container.state()) {
            case CREATED -> 0;
            case RUNNING, PAUSED, RESTARTING -> 1;
            case EXITED -> 2;
            case REMOVING, DEAD -> 3;
        };
    }
}
