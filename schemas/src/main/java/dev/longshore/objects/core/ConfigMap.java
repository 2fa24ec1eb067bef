package dev.longshore.objects.core;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;

/** Read-only view of a v1 ConfigMap. */
public record ConfigMap(Item item) {
    public static final Kind KIND = Kind.core("v1", "ConfigMap", "configmaps");
}
