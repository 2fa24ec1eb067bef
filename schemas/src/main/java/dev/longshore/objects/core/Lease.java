package dev.longshore.objects.core;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;

/** Read-only view of a v1 Lease. */
public record Lease(Item item) {
    public static final Kind KIND = Kind.of("coordination.k8s.io", "v1", "Lease", "leases");
}
