package dev.longshore.engine.scheduling;

import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Node.Taint;
import dev.longshore.objects.core.Pod;
import java.util.List;

/**
 * Nodes and what is placed on them, at one moment.
 *
 * @param places in order of node name
 */
record Snapshot(List<Place> places) {
    /** A node with its load. */
    record Place(Node node, Resources allocatable, List<Taint> taints, Load load) {
        String name() {
            return node.item().name();
        }
    }

    static Snapshot of(Rooms rooms, Ledger ledger) {
        return new Snapshot(rooms.rooms().entrySet().stream()
                .map(entry -> place(entry.getValue(), ledger.of(entry.getKey())))
                .toList());
    }

    private static Place place(Rooms.Room room, Load load) {
        return new Place(room.node(), room.allocatable(), room.taints(), load);
    }

    /** In whatever order the arguments come in. */
    static Snapshot of(List<Node> nodes, List<Pod> pods) {
        Rooms rooms = Rooms.EMPTY;
        for (Node node : nodes) {
            rooms = rooms.with(node);
        }
        Ledger ledger = Ledger.EMPTY;
        for (Pod pod : pods) {
            ledger = ledger.with(pod);
        }
        return of(rooms, ledger);
    }
}
