package dev.longshore.objects.apps;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.Selector;

/** Read-only view of a v1 ReplicaSet. */
public record ReplicaSet(Item item) {
    public static final Kind KIND = Kind.of("apps", "v1", "ReplicaSet", "replicasets");

    /** Wanted pods; 1 when unset. Source: ReplicaSetSpec.replicas. */
    public int replicas() {
        return (int) item.number("spec", "replicas").orElse(1);
    }

    /** Seconds a pod must stay ready to count as available. Source: ReplicaSetSpec.minReadySeconds. */
    public long minReadySeconds() {
        return item.number("spec", "minReadySeconds").orElse(0);
    }

    public Selector selector() {
        return Selector.read(item.fields().at("spec", "selector"));
    }

    /** {@code spec.template}: metadata and spec of its pods. */
    public Fields template() {
        return item.fields().at("spec", "template");
    }

    /** One of the counts below {@code status}; 0 while nothing was reported. */
    public int status(String count) {
        return (int) item.number("status", count).orElse(0);
    }

    /** Whether the status was made of the newest wish. */
    public boolean observed() {
        return item.number("status", "observedGeneration").orElse(0) >= item.generation();
    }
}
