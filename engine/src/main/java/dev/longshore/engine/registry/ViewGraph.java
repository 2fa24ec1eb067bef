package dev.longshore.engine.registry;

import dev.longshore.cluster.Query;
import dev.longshore.engine.access.NodeGraph;
import dev.longshore.engine.registry.view.Snapshot;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Optional;

/** The pods of nodes, as the view has them. */
record ViewGraph(Snapshot snapshot) implements NodeGraph {
    @Override
    public Optional<Pod> pod(ObjectKey key) {
        return snapshot.get(key).map(Pod::new);
    }

    @Override
    public List<Pod> podsOn(String node) {
        return snapshot.all(Query.all(Pod.KIND).where("spec.nodeName", node)).stream()
                .map(Pod::new)
                .toList();
    }
}
