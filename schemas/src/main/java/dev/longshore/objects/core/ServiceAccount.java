package dev.longshore.objects.core;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;

/** Read-only view of a v1 ServiceAccount. */
public record ServiceAccount(Item item) {
    public static final Kind KIND = Kind.core("v1", "ServiceAccount", "serviceaccounts");
}
