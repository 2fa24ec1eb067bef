package dev.longshore.simulation.invariants;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Quantity;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** At each binding what the pods of the node ask for fits into what it has. */
final class NodesAreNotOverfull implements Invariant {
    private static final String CPU = "cpu";

    private final Map<String, BigDecimal> capacity = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> asked = new HashMap<>();

    @Override
    public String id() {
        return "S-SCHED-02";
    }

    @Override
    public void on(Fact fact, Consumer<String> broken) {
        if (!(fact instanceof Fact.Committed committed)) {
            return;
        }
        if (Changes.of("nodes", committed)) {
            committed
                    .after()
                    .ifPresent(node -> capacity.put(
                            node.text("metadata", "name").orElse(""), quantity(node, "status", "allocatable", CPU)));
        } else if (Changes.of("pods", committed)) {
            pod(committed, broken);
        }
    }

    private void pod(Fact.Committed committed, Consumer<String> broken) {
        committed.before().flatMap(Changes::node).ifPresent(node -> on(node).remove(committed.path()));
        committed
                .after()
                .filter(pod -> !Changes.finished(pod))
                .ifPresent(pod -> Changes.node(pod).ifPresent(node -> {
                    on(node).put(committed.path(), requests(pod));
                    BigDecimal sum = on(node).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                    boolean bound = committed.before().flatMap(Changes::node).isEmpty();
                    if (bound && sum.compareTo(capacity.getOrDefault(node, BigDecimal.ZERO)) > 0) {
                        broken.accept(committed.path() + " was bound to " + node + ", which has " + capacity.get(node)
                                + " cpu and is asked for " + sum);
                    }
                }));
    }

    private Map<String, BigDecimal> on(String node) {
        return asked.computeIfAbsent(node, name -> new HashMap<>());
    }

    private static BigDecimal requests(Fields pod) {
        return pod.items("spec", "containers").stream()
                .map(container -> quantity(container, "resources", "requests", CPU))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal quantity(Fields object, String... path) {
        return Quantity.at(object, path).map(Quantity::value).orElse(BigDecimal.ZERO);
    }
}
