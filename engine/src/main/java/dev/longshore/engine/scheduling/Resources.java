package dev.longshore.engine.scheduling;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Quantity;
import dev.longshore.objects.core.Pod;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Amounts of resources: processors in thousandths, everything else in whole units. Immutable.
 *
 * @param amounts by resource name, in its order
 */
record Resources(Map<String, Long> amounts) {
    static final Resources NONE = new Resources(Map.of());
    static final String CPU = "cpu";
    static final String MEMORY = "memory";
    private static final long ASSUMED_CPU = 100;
    private static final long ASSUMED_MEMORY = 200L * 1024 * 1024;

    /** Reads a ResourceList. */
    static Resources read(Fields list) {
        TreeMap<String, Long> amounts = new TreeMap<>();
        for (String name : list.entries().keySet()) {
            Quantity.at(list, name)
                    .ifPresent(amount -> amounts.put(name, name.equals(CPU) ? amount.milli() : amount.whole()));
        }
        return new Resources(Collections.unmodifiableMap(amounts));
    }

    /**
     * What a pod asks for: the greater of its containers together and its largest init container, side containers counted from where
     * they start. Source: Kubernetes PodRequests.
     */
    static Resources requested(Pod pod) {
        Resources sides = NONE;
        Resources initial = NONE;
        for (Fields container : pod.initContainers()) {
            Resources own = read(container.at("resources", "requests"));
            if (container.text("restartPolicy").orElse("").equals("Always")) {
                sides = sides.plus(own);
                initial = initial.max(sides);
            } else {
                initial = initial.max(own.plus(sides));
            }
        }
        Resources main = sides;
        for (Fields container : pod.containers()) {
            main = main.plus(read(container.at("resources", "requests")));
        }
        return main.max(initial).plus(read(pod.item().fields().at("spec", "overhead")));
    }

    /** As {@link #requested}, with a modest amount for containers that ask for nothing: scores must not take them for free. */
    static Resources assumed(Pod pod) {
        long cpu = 0;
        long memory = 0;
        for (Fields container : pod.containers()) {
            Resources own = read(container.at("resources", "requests"));
            cpu += own.of(CPU) == 0 ? ASSUMED_CPU : 0;
            memory += own.of(MEMORY) == 0 ? ASSUMED_MEMORY : 0;
        }
        return requested(pod).plus(new Resources(Map.of(CPU, cpu, MEMORY, memory)));
    }

    long of(String name) {
        return amounts.getOrDefault(name, 0L);
    }

    Resources plus(Resources other) {
        TreeMap<String, Long> sum = new TreeMap<>(amounts);
        other.amounts.forEach((name, amount) -> sum.merge(name, amount, Long::sum));
        return new Resources(Collections.unmodifiableMap(sum));
    }

    private Resources max(Resources other) {
        TreeMap<String, Long> max = new TreeMap<>(amounts);
        other.amounts.forEach((name, amount) -> max.merge(name, amount, Math::max));
        return new Resources(Collections.unmodifiableMap(max));
    }
}
