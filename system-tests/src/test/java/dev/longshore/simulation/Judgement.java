package dev.longshore.simulation;

import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.simulation.invariants.Owners;
import dev.longshore.tasks.simulated.World;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what is with what was wished, at rest. */
final class Judgement {
    private final World world;
    private final Store store;
    private final List<NodeMachine> nodes;
    private final User user;

    Judgement(World world, Store store, List<NodeMachine> nodes, User user) {
        this.world = world;
        this.store = store;
        this.nodes = nodes;
        this.user = user;
    }

    void judge() {
        if (!user.finished()) {
            world.violate("L-3", "the user's last write is not done");
        }
        List<Fields> pods = stored("", "pods");
        user.wanted().forEach((name, wish) -> judge(name, wish, pods));
        pods.stream()
                .filter(pod -> !user.wanted().containsKey(app(pod)))
                .forEach(pod -> world.violate("L-12", "nobody wants " + names(List.of(pod))));
        Set<String> uids =
                pods.stream().map(pod -> pod.text("metadata", "uid").orElse("")).collect(Collectors.toSet());
        for (NodeMachine node : nodes) {
            node.containers().stream()
                    .filter(container -> !uids.contains(Owners.uid(container)))
                    .forEach(container -> world.violate("L-12", node.name() + " keeps " + container.name()));
        }
    }

    private void judge(String name, Wishes.Wish wish, List<Fields> pods) {
        List<Fields> own = pods.stream().filter(pod -> app(pod).equals(name)).toList();
        long ready = own.stream()
                .filter(pod -> image(pod).equals(wish.image()))
                .filter(pod -> Conditions.isTrue(pod, "Ready"))
                .count();
        long running = nodes.stream()
                .flatMap(node -> node.running().stream())
                .filter(container -> container.name().contains("_main_" + name + "-"))
                .count();
        if (own.size() != wish.replicas() || ready != wish.replicas() || running != wish.replicas()) {
            world.violate(
                    "L-4",
                    name + " is to be " + wish + ", " + ready + " are ready, " + running + " run: " + names(own));
        }
    }

    private static String app(Fields pod) {
        return pod.text("metadata", "labels", "app").orElse("");
    }

    private static List<String> names(List<Fields> pods) {
        return pods.stream()
                .map(pod -> pod.text("metadata", "name").orElse("")
                        + " on " + pod.text("spec", "nodeName").orElse("no node")
                        + " " + pod.text("status", "phase").orElse("")
                        + (pod.has("metadata", "deletionTimestamp") ? " terminating" : ""))
                .toList();
    }

    private static String image(Fields pod) {
        return pod.items("spec", "containers").getFirst().text("image").orElse("");
    }

    private List<Fields> stored(String group, String resource) {
        try (Stream<Entry> entries = store.range(StoreKey.prefix(group, resource), store.head())) {
            return entries.map(entry -> Fields.of(CanonicalJson.parse(entry.value())))
                    .toList();
        }
    }
}
