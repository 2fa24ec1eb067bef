package dev.longshore.objects.core;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;

/** Read-only view of a v1 Namespace. */
public record Namespace(Item item) {
    public static final Kind KIND = Kind.core("v1", "Namespace", "namespaces").clusterScoped();
}
