package dev.longshore.objects.gitops;

import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;

/** Read-only view of a v1alpha1 Application. */
public record Application(Item item) {
    public static final Kind KIND = Kind.of("argoproj.io", "v1alpha1", "Application", "applications");
}
