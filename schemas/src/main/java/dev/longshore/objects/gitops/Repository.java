package dev.longshore.objects.gitops;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;

/** Read-only view of a v1alpha1 Repository. */
public record Repository(Item item) {
    public static final Kind KIND = Kind.of("longshore.io", "v1alpha1", "Repository", "repositories");
}
