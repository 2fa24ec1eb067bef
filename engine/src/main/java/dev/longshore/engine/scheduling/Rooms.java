package dev.longshore.engine.scheduling;

import dev.longshore.cluster.Fold;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Node.Taint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every node offers, kept from change to change. Immutable.
 *
 * @param rooms by node name
 */
record Rooms(Map<String, Room> rooms) {
    static final Rooms EMPTY = new Rooms(Map.of());

    /** One node, with what every placement asks of it. */
    record Room(Node node, Resources allocatable, List<Taint> taints) {}

    static final Fold<Rooms> FOLD = new Fold<>() {
        @Override
        public Rooms empty() {
            return EMPTY;
        }

        @Override
        public Rooms apply(Rooms rooms, WatchEvent change) {
            return switch (change) {
                case WatchEvent.Added(Item item) -> rooms.with(new Node(item));
                case WatchEvent.Modified(Item item) -> rooms.with(new Node(item));
                case WatchEvent.Deleted(Item item) -> rooms.without(item.name());
                case WatchEvent.Bookmark _, WatchEvent.Expired _, WatchEvent.Ended _ -> rooms;
            };
        }
    };

    Rooms with(Node node) {
        Map<String, Room> changed = new TreeMap<>(rooms);
        changed.put(node.item().name(), new Room(node, Resources.read(node.allocatable()), node.taints()));
        return new Rooms(Collections.unmodifiableMap(changed));
    }

    private Rooms without(String node) {
        Map<String, Room> changed = new TreeMap<>(rooms);
        changed.remove(node);
        return new Rooms(Collections.unmodifiableMap(changed));
    }
}
