package dev.longshore.engine.scheduling;

import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes and what is placed on them, at one moment. Finished pods hold nothing; those being deleted still do. */
record Snapshot(List<Place> places) {
    /**
     * A node with its load.
     *
     * @param requested what its pods asked for; decides whether another fits
     * @param assumed the same with modest amounts for those that asked for nothing; decides which node is better
     */
    record Place(Node node, Resources allocatable, Resources requested, Resources assumed, List<Pod> pods) {
        String name() {
            return node.item().name();
        }

        /** Pods here whose controller is the one of {@code pod}; those being deleted do not count. */
        long siblings(Pod pod) {
            String owner = pod.item().controller().map(OwnerReference::uid).orElse("");
            return pods.stream()
                    .filter(other -> !other.item().terminating())
                    .filter(other -> other.item().namespace().equals(pod.item().namespace()))
                    .filter(other -> other.item()
                            .controller()
                            .map(OwnerReference::uid)
                            .orElse(" ")
                            .equals(owner))
                    .count();
        }
    }

    /** In order of node name, whatever order the arguments come in. */
    static Snapshot of(List<Node> nodes, List<Pod> pods) {
        Map<String, List<Pod>> placed = new TreeMap<>();
        for (Pod pod : pods) {
            if (!pod.finished()) {
                pod.nodeName()
                        .ifPresent(node -> placed.computeIfAbsent(node, name -> new ArrayList<>())
                                .add(pod));
            }
        }
        return new Snapshot(nodes.stream()
                .sorted((one, other) -> one.item().name().compareTo(other.item().name()))
                .map(node -> place(node, placed.getOrDefault(node.item().name(), List.of())))
                .toList());
    }

    private static Place place(Node node, List<Pod> pods) {
        Resources requested = Resources.NONE;
        Resources assumed = Resources.NONE;
        for (Pod pod : pods) {
            requested = requested.plus(Resources.requested(pod));
            assumed = assumed.plus(Resources.assumed(pod));
        }
        return new Place(node, Resources.read(node.allocatable()), requested, assumed, List.copyOf(pods));
    }
}
