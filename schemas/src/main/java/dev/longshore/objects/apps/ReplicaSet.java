package dev.longshore.objects.apps;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;

/** Read-only view of a v1 ReplicaSet. */
public record ReplicaSet(Item item) {
    public static final Kind KIND = Kind.of("apps", "v1", "ReplicaSet", "replicasets");
}
